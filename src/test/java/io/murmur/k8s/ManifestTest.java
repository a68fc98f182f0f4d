package io.murmur.k8s;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Judges the rendered base, and shows for each question one wrong manifest that is caught.
final class ManifestTest {

    private static final @Nullable String OBSTACLE = Rendering.obstacle();
    private static final Path BASE = Path.of("k8s/base");
    private static final String SET = "StatefulSet";
    private static final String POD = "spec/template/spec/";
    private static final String CONTAINER = POD + "containers/0/";

    /// A question of [Meaning], and the edits that must each make the answer no.
    record Question(String name, Predicate<Meaning> answer, List<Edit> faults) {

        @Override
        public String toString() {
            return name;
        }
    }

    /// Each file as it stands, which needs no tool: only the selector is left to kustomize.
    @ParameterizedTest
    @ValueSource(strings = {"disruption-budget", "service-account", "services", "statefulset"})
    void whatAStrictServerTakesIsInEachFile(String name) throws IOException {
        var documents = Manifests.documents(Files.readString(BASE.resolve(name + ".yaml")));
        if (name.equals("statefulset")) {
            edit(SET, "spec/selector", Map.of("matchLabels", Map.of("app.kubernetes.io/name", "murmur")))
                    .applyTo(documents);
        }
        assertDoesNotThrow(() -> Manifests.strictly(documents));
    }

    @Test
    void noFileIsLeftOut() throws IOException {
        try (Stream<Path> files = Files.list(BASE)) {
            assertEquals(
                    Set.of("disruption-budget", "service-account", "services", "statefulset", "kustomization"),
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".yaml"))
                            .map(name -> name.replace(".yaml", ""))
                            .collect(toSet()));
        }
    }

    @ParameterizedTest
    @MethodSource("questions")
    void theBaseMeansWhatItShould(Question question) {
        assertTrue(question.answer.test(new Meaning(Manifests.strictly(rendered()))), question.name);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void aWrongManifestIsCaught(Question question) {
        for (Edit fault : question.faults) {
            List<Map<String, Object>> documents = rendered();
            fault.applyTo(documents);
            assertFalse(question.answer.test(new Meaning(Manifests.strictly(documents))), fault::toString);
        }
    }

    @ParameterizedTest
    @MethodSource("schemaFaults")
    void whatAStrictServerRefusesIsCaught(Edit fault) {
        List<Map<String, Object>> documents = rendered();
        fault.applyTo(documents);
        assertThrows(IllegalArgumentException.class, () -> Manifests.strictly(documents));
    }

    @Test
    void aKeyThatStandsTwiceIsCaught() {
        assertThrows(IllegalArgumentException.class, () -> Manifests.documents("a: 1\na: 2\n"));
    }

    static Stream<Edit> schemaFaults() {
        return Stream.of(
                edit(SET, "spec/replica", 3),
                edit(SET, CONTAINER + "imagePolicy", "Always"),
                edit(SET, "spec/replicas", "five"),
                edit(SET, "spec/selector", null),
                edit(SET, CONTAINER + "name", null),
                edit(SET, CONTAINER + "resources/limits/memory", "2GiB"),
                edit(SET, "kind", "StatefulSets"),
                edit("Service", "apiVersion", "v2"));
    }

    static Stream<Question> questions() {
        return Stream.of(questionsAboutTheNetwork(), questionsAboutVolumes(), questionsAboutPods())
                .flatMap(questions -> questions);
    }

    private static Stream<Question> questionsAboutTheNetwork() {
        Map<String, String> others = Map.of("app.kubernetes.io/name", "other");
        return Stream.of(
                question(
                        "selectors meet the pods",
                        Meaning::selectorsMeetThePods,
                        edit(SET, "spec/selector/matchLabels", others),
                        edit("Service", "spec/selector", others),
                        edit("PodDisruptionBudget", "spec/selector/matchLabels", others),
                        edit(SET, POD + "topologySpreadConstraints/0/labelSelector/matchLabels", others)),
                question(
                        "peers are found before they are ready",
                        Meaning::peersAreFoundBeforeTheyAreReady,
                        edit(SET, "spec/serviceName", "murmur"),
                        edit(SET, "spec/serviceName", "nobody")),
                question(
                        "clients find ready pods only",
                        Meaning::clientsFindReadyPodsOnly,
                        edit("Service", "spec/publishNotReadyAddresses", true),
                        edit("Service", "spec/clusterIP", "None")),
                question(
                        "services lead to ports",
                        Meaning::servicesLeadToPorts,
                        edit("Service", "spec/ports/0/targetPort", "nowhere"),
                        edit("Service", "spec/ports/0/port", 6379)),
                question(
                        "ports are those of the design",
                        Meaning::portsAreThoseOfTheDesign,
                        edit(SET, CONTAINER + "ports/0/containerPort", 6379)),
                question(
                        "probes ask the right questions",
                        Meaning::probesAskTheRightQuestions,
                        edit(SET, CONTAINER + "livenessProbe/httpGet/path", "/health/ready"),
                        edit(SET, CONTAINER + "readinessProbe/httpGet/port", "admin"),
                        edit(SET, CONTAINER + "startupProbe", null)),
                question(
                        "evictions leave a quorum",
                        Meaning::evictionsLeaveAQuorum,
                        edit("PodDisruptionBudget", "spec/maxUnavailable", 2),
                        edit("PodDisruptionBudget", "spec/maxUnavailable", 0)),
                question(
                        "settings name every pod",
                        Meaning::settingsNameEveryPod,
                        edit(SET, "spec/replicas", 5),
                        edit(SET, "metadata/name", "store"),
                        edit("ConfigMap", "data/murmur.conf", "murmur.cluster { nodes = [], replicas = 3 }")));
    }

    private static Stream<Question> questionsAboutVolumes() {
        return Stream.of(
                question(
                        "mounts name volumes",
                        Meaning::mountsNameVolumes,
                        edit(SET, CONTAINER + "volumeMounts/0/name", "disk")),
                question(
                        "configuration is rendered",
                        Meaning::configurationIsRendered,
                        edit("ConfigMap", "metadata/name", "murmur-config"),
                        edit("ConfigMap", "data", Map.of("other.conf", ""))),
                question(
                        "volumes are never deleted",
                        Meaning::volumesAreNeverDeleted,
                        edit(SET, "spec/persistentVolumeClaimRetentionPolicy", null),
                        edit(SET, "spec/persistentVolumeClaimRetentionPolicy/whenScaled", "Delete")));
    }

    private static Stream<Question> questionsAboutPods() {
        return Stream.of(
                question(
                        "pods are started together",
                        Meaning::podsAreStartedTogether,
                        edit(SET, "spec/podManagementPolicy", "OrderedReady"),
                        edit(SET, "spec/podManagementPolicy", null)),
                question(
                        "enumerations hold known values",
                        Meaning::enumerationsHoldKnownValues,
                        edit(SET, CONTAINER + "imagePullPolicy", "Sometimes"),
                        edit(SET, "spec/updateStrategy/type", "Rolling"),
                        edit(SET, POD + "topologySpreadConstraints/0/whenUnsatisfiable", "Perhaps"),
                        edit(SET, "spec/volumeClaimTemplates/0/spec/accessModes/0", "ReadWriteTwice")),
                question(
                        "containers are restricted",
                        Meaning::containersAreRestricted,
                        edit(SET, POD + "securityContext/runAsNonRoot", false),
                        edit(SET, POD + "securityContext/seccompProfile/type", "Unconfined"),
                        edit(SET, CONTAINER + "securityContext/readOnlyRootFilesystem", false),
                        edit(SET, CONTAINER + "securityContext/allowPrivilegeEscalation", true),
                        edit(SET, CONTAINER + "securityContext/capabilities/drop", List.of("NET_RAW"))),
                question(
                        "pods learn nothing of the cluster",
                        Meaning::podsLearnNothingOfTheCluster,
                        edit(SET, POD + "enableServiceLinks", null),
                        edit(SET, POD + "automountServiceAccountToken", true)),
                question(
                        "memory holds the heap and more",
                        Meaning::memoryHoldsTheHeapAndMore,
                        edit(SET, CONTAINER + "resources/requests/memory", "1Gi"),
                        edit(SET, CONTAINER + "env/2/value", "2g")),
                question(
                        "there is time to drain",
                        Meaning::thereIsTimeToDrain,
                        edit(SET, POD + "terminationGracePeriodSeconds", 10)),
                question(
                        "the image is pinned",
                        Meaning::theImageIsPinned,
                        edit(SET, CONTAINER + "image", "murmur:latest"),
                        edit(SET, CONTAINER + "image", "registry.example:5000/murmur")),
                question(
                        "pods spread over zones and hosts",
                        Meaning::podsSpreadOverZonesAndHosts,
                        edit(SET, POD + "topologySpreadConstraints/0/topologyKey", "rack")),
                question(
                        "pods know their names",
                        Meaning::podsKnowTheirNames,
                        edit(SET, CONTAINER + "env/0/valueFrom/fieldRef/fieldPath", "metadata.namespace"),
                        edit(SET, CONTAINER + "env/1/value", "murmur")));
    }

    private static List<Map<String, Object>> rendered() {
        assumeTrue(OBSTACLE == null, () -> "the meaning of manifests is not checked here: " + OBSTACLE);
        return Manifests.documents(Base.YAML);
    }

    /// Rendered once, and not before it is known that rendering is possible.
    private static final class Base {
        private static final String YAML = Rendering.of(BASE);
    }

    private static Question question(String name, Predicate<Meaning> answer, Edit... faults) {
        return new Question(name, answer, List.of(faults));
    }

    private static Edit edit(String kind, String path, @Nullable Object value) {
        return new Edit(kind, path, value);
    }
}
