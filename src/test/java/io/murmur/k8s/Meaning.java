package io.murmur.k8s;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServicePort;
import io.kubernetes.client.openapi.models.V1TopologySpreadConstraint;
import io.kubernetes.client.openapi.models.V1Volume;
import io.kubernetes.client.openapi.models.V1VolumeMount;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What manifests must mean beyond their schema. Each question is one method; the test breaks each of them once.
final class Meaning {

    private static final BigDecimal MEBI = BigDecimal.valueOf(1 << 20);
    private static final int OUTSIDE_HEAP_MEBI_MIN = 512;
    private static final int DRAIN_SECONDS = 10;

    private final Manifests manifests;
    private final V1Container container;

    Meaning(Manifests manifests) {
        this.manifests = manifests;
        this.container = manifests.pod().getContainers().getFirst();
    }

    boolean selectorsMeetThePods() {
        Map<String, String> labels =
                manifests.statefulSet().getSpec().getTemplate().getMetadata().getLabels();
        return Stream.concat(
                        Stream.of(
                                manifests.statefulSet().getSpec().getSelector().getMatchLabels(),
                                manifests
                                        .disruptionBudget()
                                        .getSpec()
                                        .getSelector()
                                        .getMatchLabels()),
                        Stream.concat(
                                manifests.services().stream()
                                        .map(service -> service.getSpec().getSelector()),
                                spread().stream()
                                        .map(constraint ->
                                                constraint.getLabelSelector().getMatchLabels())))
                .allMatch(selector -> !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet()));
    }

    boolean peersAreFoundBeforeTheyAreReady() {
        String name = manifests.statefulSet().getSpec().getServiceName();
        return manifests.services().stream()
                .filter(service -> service.getMetadata().getName().equals(name))
                .anyMatch(service ->
                        isHeadless(service) && isTrue(service.getSpec().getPublishNotReadyAddresses()));
    }

    boolean clientsFindReadyPodsOnly() {
        List<V1Service> forClients = manifests.services().stream()
                .filter(service -> !isHeadless(service))
                .toList();
        return !forClients.isEmpty()
                && forClients.stream()
                        .noneMatch(service -> isTrue(service.getSpec().getPublishNotReadyAddresses()));
    }

    boolean servicesLeadToPorts() {
        return manifests.services().stream()
                .flatMap(service -> service.getSpec().getPorts().stream())
                .allMatch(this::leadsToAPort);
    }

    boolean portsAreThoseOfTheDesign() {
        Map<String, Integer> ports = Map.of("redis", 7379, "http", 7380, "peer", 7355);
        return container.getPorts().size() == ports.size()
                && container.getPorts().stream()
                        .allMatch(port -> port.getContainerPort().equals(ports.get(port.getName())));
    }

    boolean probesAskTheRightQuestions() {
        return asks(container.getStartupProbe(), "/health/live")
                && asks(container.getLivenessProbe(), "/health/live")
                && asks(container.getReadinessProbe(), "/health/ready");
    }

    boolean mountsNameVolumes() {
        TreeSet<String> volumes = new TreeSet<>();
        manifests.pod().getVolumes().stream().map(V1Volume::getName).forEach(volumes::add);
        manifests.statefulSet().getSpec().getVolumeClaimTemplates().stream()
                .map(claim -> claim.getMetadata().getName())
                .forEach(volumes::add);
        return container.getVolumeMounts().stream().map(V1VolumeMount::getName).allMatch(volumes::contains);
    }

    boolean configurationIsRendered() {
        return manifests.pod().getVolumes().stream()
                .filter(volume -> volume.getConfigMap() != null)
                .allMatch(volume -> manifests.configMaps().stream()
                        .filter(map -> map.getMetadata()
                                .getName()
                                .equals(volume.getConfigMap().getName()))
                        .anyMatch(map -> map.getData().containsKey("murmur.conf")));
    }

    /// The nodes that the settings name are the pods that will exist, under the service that makes their names.
    boolean settingsNameEveryPod() {
        var set = manifests.statefulSet();
        String service = set.getSpec().getServiceName();
        List<String> pods = IntStream.range(0, set.getSpec().getReplicas())
                .mapToObj(ordinal -> set.getMetadata().getName() + "-" + ordinal)
                .map(pod -> pod + "=" + pod + "." + service + ":7355")
                .toList();
        Config settings = settings().getConfig("murmur.cluster");
        return settings.getStringList("nodes").equals(pods) && settings.getInt("replicas") <= pods.size();
    }

    boolean podsAreStartedTogether() {
        return "Parallel".equals(manifests.statefulSet().getSpec().getPodManagementPolicy());
    }

    boolean volumesAreNeverDeleted() {
        var retention = manifests.statefulSet().getSpec().getPersistentVolumeClaimRetentionPolicy();
        return retention != null
                && "Retain".equals(retention.getWhenDeleted())
                && "Retain".equals(retention.getWhenScaled());
    }

    boolean enumerationsHoldKnownValues() {
        return List.of("Always", "IfNotPresent", "Never").contains(container.getImagePullPolicy())
                && List.of("RollingUpdate", "OnDelete")
                        .contains(manifests
                                .statefulSet()
                                .getSpec()
                                .getUpdateStrategy()
                                .getType())
                && spread().stream()
                        .map(V1TopologySpreadConstraint::getWhenUnsatisfiable)
                        .allMatch(List.of("DoNotSchedule", "ScheduleAnyway")::contains)
                && manifests.statefulSet().getSpec().getVolumeClaimTemplates().stream()
                        .flatMap(claim -> claim.getSpec().getAccessModes().stream())
                        .allMatch(List.of("ReadWriteOnce", "ReadWriteOncePod")::contains);
    }

    boolean containersAreRestricted() {
        var pod = manifests.pod().getSecurityContext();
        var own = container.getSecurityContext();
        return isTrue(pod.getRunAsNonRoot())
                && "RuntimeDefault".equals(pod.getSeccompProfile().getType())
                && isTrue(own.getReadOnlyRootFilesystem())
                && Boolean.FALSE.equals(own.getAllowPrivilegeEscalation())
                && own.getCapabilities().getDrop().contains("ALL");
    }

    /// No token, and no variables of services that would look like settings of Murmur.
    boolean podsLearnNothingOfTheCluster() {
        return Boolean.FALSE.equals(manifests.pod().getAutomountServiceAccountToken())
                && Boolean.FALSE.equals(manifests.pod().getEnableServiceLinks());
    }

    boolean memoryHoldsTheHeapAndMore() {
        Quantity asked = container.getResources().getRequests().get("memory");
        Quantity limit = container.getResources().getLimits().get("memory");
        BigDecimal heap = Quantity.fromString(
                        variable("MURMUR_HEAP").replace("g", "Gi").replace("m", "Mi"))
                .getNumber();
        BigDecimal needed = heap.add(MEBI.multiply(BigDecimal.valueOf(OUTSIDE_HEAP_MEBI_MIN)));
        return limit != null && limit.equals(asked) && limit.getNumber().compareTo(needed) >= 0;
    }

    boolean thereIsTimeToDrain() {
        return manifests.pod().getTerminationGracePeriodSeconds() > DRAIN_SECONDS;
    }

    boolean evictionsLeaveAQuorum() {
        int replicas = settings().getInt("murmur.cluster.replicas");
        int spare = replicas - (replicas / 2 + 1);
        Integer evicted =
                manifests.disruptionBudget().getSpec().getMaxUnavailable().getIntValue();
        return evicted != null && evicted >= 1 && evicted <= spare;
    }

    boolean theImageIsPinned() {
        String image = container.getImage();
        int colon = image.lastIndexOf(':');
        return colon > image.lastIndexOf('/') && !image.endsWith(":latest");
    }

    boolean podsSpreadOverZonesAndHosts() {
        List<String> keys = spread().stream()
                .map(V1TopologySpreadConstraint::getTopologyKey)
                .toList();
        return keys.containsAll(List.of("topology.kubernetes.io/zone", "kubernetes.io/hostname"));
    }

    boolean podsKnowTheirNames() {
        return container.getEnv().stream()
                        .filter(variable -> variable.getName().equals("MURMUR_NODE_NAME"))
                        .map(variable -> variable.getValueFrom().getFieldRef().getFieldPath())
                        .anyMatch("metadata.name"::equals)
                && variable("MURMUR_NODE_HOST")
                        .equals("$(MURMUR_NODE_NAME)."
                                + manifests.statefulSet().getSpec().getServiceName());
    }

    private Config settings() {
        return ConfigFactory.parseString(
                        manifests.configMaps().getFirst().getData().get("murmur.conf"))
                .resolve();
    }

    private List<V1TopologySpreadConstraint> spread() {
        return manifests.pod().getTopologySpreadConstraints();
    }

    private String variable(String name) {
        return container.getEnv().stream()
                .filter(variable -> variable.getName().equals(name))
                .map(V1EnvVar::getValue)
                .findFirst()
                .orElse("0");
    }

    private boolean leadsToAPort(V1ServicePort servicePort) {
        return container.getPorts().stream()
                .filter(port ->
                        port.getName().equals(servicePort.getTargetPort().getStrValue()))
                .anyMatch(port -> port.getContainerPort().equals(servicePort.getPort()));
    }

    private boolean asks(@Nullable V1Probe probe, String path) {
        return probe != null
                && probe.getHttpGet() != null
                && probe.getHttpGet().getPath().equals(path)
                && container.getPorts().stream()
                        .map(V1ContainerPort::getName)
                        .anyMatch(probe.getHttpGet().getPort().getStrValue()::equals);
    }

    private static boolean isHeadless(V1Service service) {
        return "None".equals(service.getSpec().getClusterIP());
    }

    private static boolean isTrue(@Nullable Boolean value) {
        return Boolean.TRUE.equals(value);
    }
}
