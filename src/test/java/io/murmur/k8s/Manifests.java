package io.murmur.k8s;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// What was rendered, as typed objects that passed strict validation.
record Manifests(List<KubernetesObject> objects) {

    private static final Map<String, Class<? extends KubernetesObject>> KINDS = Map.of(
            "v1/ServiceAccount", V1ServiceAccount.class,
            "v1/ConfigMap", V1ConfigMap.class,
            "v1/Service", V1Service.class,
            "apps/v1/StatefulSet", V1StatefulSet.class,
            "policy/v1/PodDisruptionBudget", V1PodDisruptionBudget.class);

    /// The documents of a YAML text as maps and lists.
    ///
    /// @throws IllegalArgumentException if it is not YAML, or a key stands twice
    static List<Map<String, Object>> documents(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<Map<String, Object>> documents = new ArrayList<>();
        try {
            for (Object document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
                documents.add(asMap(document));
            }
        } catch (org.yaml.snakeyaml.error.YAMLException failure) {
            throw new IllegalArgumentException(failure.getMessage(), failure);
        }
        return documents;
    }

    /// @throws IllegalArgumentException if a server that validates strictly would refuse a document
    static Manifests strictly(List<Map<String, Object>> documents) {
        return new Manifests(documents.stream().map(Manifests::validated).toList());
    }

    V1StatefulSet statefulSet() {
        return all(V1StatefulSet.class).getFirst();
    }

    V1PodSpec pod() {
        return statefulSet().getSpec().getTemplate().getSpec();
    }

    V1PodDisruptionBudget disruptionBudget() {
        return all(V1PodDisruptionBudget.class).getFirst();
    }

    List<V1Service> services() {
        return all(V1Service.class);
    }

    List<V1ConfigMap> configMaps() {
        return all(V1ConfigMap.class);
    }

    private <T> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static KubernetesObject validated(Map<String, Object> document) {
        String kind = document.get("apiVersion") + "/" + document.get("kind");
        Class<? extends KubernetesObject> type = KINDS.get(kind);
        if (type == null) {
            throw new IllegalArgumentException("unknown kind " + kind);
        }
        JsonElement json = new Gson().toJsonTree(document);
        try {
            type.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
            return JSON.getGson().fromJson(json, type);
        } catch (InvocationTargetException refused) {
            throw new IllegalArgumentException(kind + ": " + refused.getCause(), refused);
        } catch (ReflectiveOperationException | RuntimeException failure) {
            throw new IllegalArgumentException(kind + ": " + failure, failure);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(Object document) {
        return (Map<String, Object>) document;
    }
}
