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
        private long rows;
        private long bytes;

        Case(int partition) {
            this.partition = partition;
        }

        int partition() {
            return partition;
        }

        /// An owner spoke. Whether it said something else before tells whether its partition is being written to.
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
            flaws.add(new Found(owner, flaw));
        }

        /// Segments whose rows are others than their owner believes.
        List<Integer> flawedSegments() {
            return flaws.stream()
                    .map(found -> found.flaw().segment())
                    .distinct()
                    .toList();
        }

        /// No more is to be found out of keys.
        void name(List<DifferingKey> differing) {
            keys = differing;
            if (differing.isEmpty() && verdict == Verdict.DIFFERENT && isMoving) {
                verdict = Verdict.UNSETTLED;
            }
        }

        private AuditReport.Partition report() {
            Verdict whole = !flaws.isEmpty() && verdict.compareTo(Verdict.DAMAGED) < 0 ? Verdict.DAMAGED : verdict;
            return new AuditReport.Partition(
                    partition, whole, List.copyOf(statements.values()), keys, flaws, rows, bytes);
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

    AuditReport report(SortedSet<NodeId> silent) {
        return new AuditReport(cases.values().stream().map(Case::report).toList(), List.copyOf(silent), declined);
    }
}
