package io.murmur.core.entropy.audit;

import io.murmur.core.entropy.message.Flaw;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.replica.message.Refusal;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What an audit found.
///
/// @param partitions in order
/// @param silent nodes that did not answer
/// @param declined nodes that would not, and why
/// @param finished whether all was looked at that could be; else time was too short
public record AuditReport(
        List<Partition> partitions, List<NodeId> silent, SortedMap<NodeId, Refusal> declined, boolean finished) {

    public AuditReport {
        partitions = List.copyOf(partitions);
        silent = List.copyOf(silent);
        declined = Collections.unmodifiableSortedMap(new TreeMap<>(declined));
    }

    /// What is said of one partition, from good to bad.
    public enum Verdict {
        /// All owners hold the same, and said so.
        AGREED,
        /// Those who answered hold the same; not all did, or not all rows were read, or time was too short.
        INCOMPLETE,
        /// Its owners were never seen with equal clocks, because it is written to all the time; no key differs
        /// that was not just written.
        UNSETTLED,
        /// Some row is not as it was written.
        DAMAGED,
        /// Owners hold different things, and nothing on its way explains it.
        DIFFERENT
    }

    /// What one owner said last of its replica.
    ///
    /// @param clock digest of its clock: equal for equal clocks
    /// @param events how many it has applied
    /// @param root of its tree
    public record Statement(NodeId owner, long epoch, long clock, long events, long root) {}

    /// A key of which owners hold different things.
    ///
    /// @param digests of the object, by owner; null where it is not held
    public record DifferingKey(Key key, SortedMap<NodeId, @Nullable Long> digests) {
        public DifferingKey {
            digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
        }
    }

    /// What one owner's rows have wrong.
    public record Found(NodeId owner, Flaw flaw) {}

    /// How much.
    ///
    /// @param rows read by all owners together
    /// @param bytes of objects read
    /// @param moreFlaws found besides those that are listed
    public record Counts(long rows, long bytes, long moreFlaws) {}

    /// One partition.
    public record Partition(
            int partition,
            Verdict verdict,
            List<Statement> statements,
            List<DifferingKey> keys,
            List<Found> flaws,
            Counts counts) {
        public Partition {
            statements = List.copyOf(statements);
            keys = List.copyOf(keys);
            flaws = List.copyOf(flaws);
        }
    }

    /// The worst verdict; [Verdict#AGREED] if nothing was looked at.
    public Verdict verdict() {
        return partitions.stream()
                .map(Partition::verdict)
                .max(Comparator.naturalOrder())
                .orElse(Verdict.AGREED);
    }
}
