package io.murmur.core.entropy.audit;

import io.murmur.core.entropy.audit.AuditReport.DifferingKey;
import io.murmur.core.entropy.audit.AuditReport.Found;
import io.murmur.core.entropy.audit.AuditReport.Statement;
import io.murmur.core.entropy.audit.AuditReport.Verdict;
import io.murmur.core.entropy.message.Flaw;
import io.murmur.core.machine.NodeId;
import io.murmur.core.replica.message.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// What an audit has found so far. Mutable, owned by one [Audit].
final class Findings {

    /// Kept of one partition.
    private static final int FLAWS_MAX = 64;

    private final AuditPlan plan;
    private final SortedMap<Integer, Case> cases = new TreeMap<>();
    private final SortedMap<NodeId, Refusal> declined = new TreeMap<>();

    /// One partition.
    static final class Case {
        private final int partition;
        private final SortedMap<NodeId, Statement> statements = new TreeMap<>();
        private final List<Found> flaws = new ArrayList<>();
        private List<DifferingKey> keys = List.of();
        private Verdict verdict = Verdict.DIFFERENT;
        private boolean isMoving;
        private boolean isUnread;
        private boolean isNamed;
        private long moreFlaws;
        private long rows;
        private long bytes;

        Case(int partition) {
            this.partition = partition;
        }

        int partition() {
            return partition;
        }

        /// An owner spoke. Whether it said something else before tells whether its partition is being written
        /// to.
        void state(Statement said) {
            Statement before = statements.put(said.owner(), said);
            isMoving |= before != null && before.clock() != said.clock();
        }

        void judge(Verdict found) {
            verdict = found;
        }

        Verdict verdict() {
            return verdict;
        }

        void read(int moreRows, long moreBytes) {
            rows += moreRows;
            bytes += moreBytes;
        }

        void add(NodeId owner, Flaw flaw) {
            if (flaws.size() < FLAWS_MAX) {
                flaws.add(new Found(owner, flaw));
            } else {
                moreFlaws++;
            }
        }

        /// An owner has not read all its rows.
        void leaveUnread() {
            isUnread = true;
        }

        /// Segments whose rows are others than their owner believes.
        List<Integer> flawedSegments() {
            return flaws.stream()
                    .map(found -> found.flaw().segment())
                    .distinct()
                    .toList();
        }

        /// No more is to be found out of trees and keys.
        ///
        /// @param isLasting whether trees differed, and went on to differ in the same way
        void name(List<DifferingKey> differing, boolean isLasting) {
            isNamed = true;
            keys = differing;
            if (!isLasting && differing.isEmpty() && verdict == Verdict.DIFFERENT && isMoving) {
                verdict = Verdict.UNSETTLED;
            }
        }

        private Verdict whole() {
            if (verdict == Verdict.DIFFERENT && isNamed) {
                return verdict;
            }
            if (!flaws.isEmpty()) {
                return Verdict.DAMAGED;
            }
            // What was not looked into may just have been on its way.
            boolean isOpen = verdict == Verdict.DIFFERENT || (verdict == Verdict.AGREED && isUnread);
            return isOpen ? Verdict.INCOMPLETE : verdict;
        }

        private AuditReport.Partition report() {
            return new AuditReport.Partition(
                    partition,
                    whole(),
                    List.copyOf(statements.values()),
                    keys,
                    flaws,
                    new AuditReport.Counts(rows, bytes, moreFlaws));
        }
    }

    Findings(AuditPlan plan) {
        this.plan = plan;
        plan.partitions().forEach(partition -> cases.put(partition, new Case(partition)));
    }

    List<Case> cases() {
        return List.copyOf(cases.values());
    }

    Case of(int partition) {
        return cases.computeIfAbsent(partition, Case::new);
    }

    List<NodeId> ownersOf(int partition) {
        return plan.placement().ownersOf(partition);
    }

    void decline(NodeId node, Refusal reason) {
        declined.put(node, reason);
    }

    boolean hasDeclined(NodeId node) {
        return declined.containsKey(node);
    }

    AuditReport report(SortedSet<NodeId> silent, boolean isFinished) {
        List<AuditReport.Partition> found =
                cases.values().stream().map(Case::report).toList();
        return new AuditReport(found, List.copyOf(silent), declined, isFinished);
    }
}
