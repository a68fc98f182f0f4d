package io.murmur.core.entropy.audit;

import io.murmur.core.entropy.Questions;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;

/// The questions of one audit, at most one at a time to each node. Who does not answer one is not asked any
/// more.
final class Correspondence {

    /// Room for 16,384 nodes, and for 262,144 questions to each.
    private static final int STEP_BITS = 18;

    private final TreeMap<NodeId, Questions> questions = new TreeMap<>();
    private final SortedSet<NodeId> silent = new TreeSet<>();

    /// @param firstCorrelation this and the 2^32 behind it are this audit's
    /// @param away nodes that count as silent from the beginning
    Correspondence(Collection<NodeId> nodes, Set<NodeId> away, AuditSettings settings, long firstCorrelation) {
        for (NodeId node : nodes) {
            long first = firstCorrelation + ((long) questions.size() << STEP_BITS);
            questions.put(node, new Questions(settings.askAgainMillis(), settings.asksMax(), first));
            if (away.contains(node)) {
                silent.add(node);
            }
        }
    }

    /// Asks a node that is not silent.
    void ask(NodeId node, LongFunction<SyncRequest> request, Now now, Outputs<?> out) {
        Questions open = questions.get(node);
        if (open != null) {
            open.ask(node, request.apply(open.correlation()), now, out);
        }
    }

    /// Whether `reply` answers what `from` was asked.
    boolean isAnsweredBy(NodeId from, SyncReply reply) {
        Questions open = questions.get(from);
        return open != null && !silent.contains(from) && open.isAnsweredBy(from, reply);
    }

    /// Asks again where no answer came; whoever was asked often enough is silent.
    void tick(Now now, Outputs<?> out) {
        questions.forEach((node, open) -> {
            if (!silent.contains(node)) {
                open.tick(now, out);
            }
            if (open.isHopeless(now)) {
                silent.add(node);
            }
        });
    }

    boolean isSilent(NodeId node) {
        return silent.contains(node);
    }

    SortedSet<NodeId> silent() {
        return Collections.unmodifiableSortedSet(silent);
    }
}
