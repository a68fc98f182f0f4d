package io.murmur.door.http.status;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Whether the owners of some partitions agree, as each of them said. Immutable.
///
/// Ids, clocks, roots and digests are hexadecimal text. Verdicts are, from good to bad: agreed, incomplete
/// (not all owners answered, or time was too short; what was said agrees), unsettled (written to all the
/// time), damaged, different.
///
/// @param format of this document
/// @param node who was asked
/// @param at when it was done, by the clock of that node, as ISO 8601 has it
/// @param verdict the worst of all partitions
/// @param finished whether all was looked at that could be; else time was too short
/// @param read whether each owner was to read each of its rows
/// @param rows read by all owners together
/// @param bytes of objects read
/// @param agreementAgeSeconds how long ago the node that was asked last agreed with each of its peers about
///     each partition, the longest of all
/// @param byVerdict how many partitions
/// @param silent nodes that did not answer
/// @param declined nodes that would not, and why
/// @param partitions those that do not agree; all of them if that was asked for
/// @param cuts that the node has seen, newest first, without their keys
public record Verification(
        int format,
        String node,
        String cluster,
        String at,
        double seconds,
        String verdict,
        boolean finished,
        boolean read,
        long rows,
        long bytes,
        double agreementAgeSeconds,
        Map<String, Integer> byVerdict,
        List<String> silent,
        Map<String, String> declined,
        List<Partition> partitions,
        List<CutHistory.Seen> cuts) {

    /// The format this version writes.
    public static final int FORMAT = 1;

    /// The best verdict.
    public static final String AGREED = "agreed";

    /// What was said agrees, and not all was said.
    public static final String INCOMPLETE = "incomplete";

    public Verification {
        Objects.requireNonNull(verdict, "a verification has no verdict");
        byVerdict = Collections.unmodifiableMap(new TreeMap<>(byVerdict));
        silent = List.copyOf(silent);
        declined = Collections.unmodifiableMap(new TreeMap<>(declined));
        partitions = List.copyOf(partitions);
        // Earlier versions say nothing of them.
        cuts = cuts == null ? List.of() : List.copyOf(cuts);
    }

    /// One partition.
    ///
    /// @param owners what each said of its replica
    /// @param keys of which they hold different things; not more than some of them
    /// @param moreDamage rows besides those in `damage`
    public record Partition(
            int partition,
            int firstSlot,
            int lastSlot,
            String verdict,
            List<Owner> owners,
            List<DifferingKey> keys,
            List<Damage> damage,
            long moreDamage) {
        public Partition {
            owners = List.copyOf(owners);
            keys = List.copyOf(keys);
            damage = List.copyOf(damage);
        }
    }

    /// What an owner said last.
    ///
    /// @param epoch of the partition's placement
    /// @param clock equal for equal clocks
    /// @param events it has applied
    /// @param root of its Merkle tree
    public record Owner(String name, String id, long epoch, String clock, long events, String root) {}

    /// A key.
    ///
    /// @param digests of its object, by owner; empty text where the owner does not hold it
    public record DifferingKey(String key, Map<String, String> digests) {
        public DifferingKey {
            digests = Collections.unmodifiableMap(new TreeMap<>(digests));
        }
    }

    /// A row that is not as it was written.
    ///
    /// @param what in words
    /// @param key null where a whole segment is meant
    public record Damage(
            String owner,
            String what,
            int segment,
            @Nullable String key) {}
}
