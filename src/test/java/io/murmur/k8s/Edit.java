package io.murmur.k8s;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Breaks one place of a rendered document: `spec/template/spec/containers/0/image`, say.
///
/// @param kind of the document; the first one of that kind is edited
/// @param value what is put there; null removes what stands there
record Edit(String kind, String path, @Nullable Object value) {

    void applyTo(List<Map<String, Object>> documents) {
        Object node = documents.stream()
                .filter(document -> kind.equals(document.get("kind")))
                .findFirst()
                .orElseThrow();
        String[] steps = path.split("/", -1);
        for (int step = 0; step < steps.length - 1; step++) {
            node = child(node, steps[step]);
        }
        change(node, steps[steps.length - 1]);
    }

    private static Object child(Object node, String step) {
        Object child = node instanceof List<?> list ? list.get(Integer.parseInt(step)) : ((Map<?, ?>) node).get(step);
        if (child == null) {
            throw new IllegalArgumentException("nothing stands at " + step);
        }
        return child;
    }

    @SuppressWarnings("unchecked")
    private void change(Object node, String step) {
        if (node instanceof List<?> list) {
            ((List<Object>) list).set(Integer.parseInt(step), value == null ? "" : value);
        } else if (value == null) {
            ((Map<String, Object>) node).remove(step);
        } else {
            ((Map<String, Object>) node).put(step, value);
        }
    }

    @Override
    public String toString() {
        return kind + " " + path + " = " + value;
    }
}
