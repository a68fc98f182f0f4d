package io.murmur.load.sides;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/// Judges what became of writes to which one owner was enough (G1, G4, G6). An acknowledged one is shown by
/// every node afterwards, unless another write of its key may have superseded it: one that ended after it had
/// begun, or may yet, through a node that could know of it. Nobody is shown what was not written.
///
/// @param conflicts keys of which several values stand beside each other
/// @param acknowledged writes
/// @param faults what is wrong, a sentence each
public record Divergence(int conflicts, int acknowledged, List<String> faults) {

    private static final int SENTENCES_MAX = 20;

    public Divergence {
        faults = List.copyOf(faults);
    }

    /// Judges.
    ///
    /// @param shown by node and key, the values that were read after everything had healed
    /// @param mayKnow whether the second write may have known of the first
    public static Divergence of(
            List<Written> written, List<Map<String, Set<String>>> shown, BiPredicate<Written, Written> mayKnow) {
        Map<String, List<Written>> byKey = new HashMap<>();
        written.forEach(write ->
                byKey.computeIfAbsent(write.key(), _ -> new ArrayList<>()).add(write));
        List<String> faults = new ArrayList<>();
        for (int node = 0; node < shown.size(); node++) {
            for (Map.Entry<String, List<Written>> entry : byKey.entrySet()) {
                Set<String> values = shown.get(node).getOrDefault(entry.getKey(), Set.of());
                judge(entry.getValue(), values, node, mayKnow, faults);
            }
        }
        int conflicts = (int) shown.getFirst().values().stream()
                .filter(values -> values.size() > 1)
                .count();
        int acknowledged =
                (int) written.stream().filter(Written::isAcknowledged).count();
        return new Divergence(
                conflicts, acknowledged, faults.stream().limit(SENTENCES_MAX).toList());
    }

    private static void judge(
            List<Written> writes,
            Set<String> values,
            int node,
            BiPredicate<Written, Written> mayKnow,
            List<String> faults) {
        for (Written write : writes) {
            boolean isSuperseded = writes.stream()
                    .anyMatch(other -> !other.equals(write)
                            && other.mayEndAfter(write.beginNanos())
                            && mayKnow.test(write, other));
            if (write.isAcknowledged() && !isSuperseded && !values.contains(write.value())) {
                faults.add("lost: node " + node + " shows " + values + " for key " + write.key() + ", not "
                        + write.value() + ", which was acknowledged through node " + write.node());
            }
        }
        values.stream()
                .filter(value ->
                        writes.stream().noneMatch(write -> write.value().equals(value)))
                .forEach(value -> faults.add("invented: node " + node + " shows " + value + " for key "
                        + writes.getFirst().key()));
    }
}
