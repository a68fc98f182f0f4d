package io.murmur.core.entropy;

import io.murmur.core.entropy.answer.Items;
import io.murmur.core.entropy.message.Scope;
import io.murmur.core.entropy.message.SyncMessage;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.Machine;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.replica.LaneDecider;
import io.murmur.core.replica.message.ReplicaReply;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All exchanges of one node: announces what it holds to one peer after another, and starts an exchange with
/// each peer whose announcement differs from what this node holds. At most one with each.
///
/// Questions to this node are sent like those to others, to its own [NodeId], and so is what is to be stored.
/// Not thread-safe.
public final class ExchangeMachine implements Machine<ExchangeInput, ExchangeNotice> {

    /// Correlations of one dialogue: a dialogue has so many of its own.
    private static final int STEP_BITS = 32;

    /// So many announcements in a row are not followed up because the peer seems to be behind.
    private static final int SKIPS_MAX = 2;

    private static final int DIALOGUE_BITS = 20;
    private static final long DIALOGUE_MASK = (1L << DIALOGUE_BITS) - 1;

    /// The other half of the numbers is for audits and pulls.
    private static final long EXCHANGES_MASK = DIALOGUE_MASK >>> 1;

    private static final long PULLS_MASK = EXCHANGES_MASK >>> 1;

    private final NodeId self;
    private final List<NodeId> peers;
    private final LaneDecider.Placements placements;
    private final ExchangeSettings settings;
    private final Budget budget;
    private final Agreements agreements;
    private final long bootBits;
    private final TreeMap<NodeId, Integer> skipped = new TreeMap<>();
    private final TreeMap<Long, Purpose> purposes = new TreeMap<>();
    private long dialogues;
    /// Who announced something else while an exchange with another was going on: they might come at such a
    /// moment each time (seed 2358 of the simulation).
    private final LinkedHashSet<NodeId> waiting = new LinkedHashSet<>();

    private final Denials denials = new Denials();
    private int sourcesNeeded;
    private @Nullable Exchange exchange;
    private @Nullable NodeId exchangePeer;
    private long exchangeDialogue;
    private int nextPeer;
    private long announceNanos;
    private boolean isStarted;

    /// What this node holds is being asked of its replicas, to announce it to `peer` or to judge what `peer`
    /// announced.
    ///
    /// @param announced what `peer` announced; null if this node announces
    private record Purpose(NodeId peer, SyncMessage.@Nullable Announced announced) {

        boolean replaces(Purpose other) {
            return peer.equals(other.peer) && (announced == null) == (other.announced == null);
        }
    }

    /// The exchanges of a process that has just started.
    ///
    /// @param peers the nodes this one shares partitions with
    /// @param boot random per start of the process; its lowest twelve bits stand highest in each correlation
    public ExchangeMachine(
            NodeId self, List<NodeId> peers, LaneDecider.Placements placements, ExchangeSettings settings, long boot) {
        this.self = self;
        this.peers = List.copyOf(peers);
        this.placements = placements;
        this.settings = settings;
        this.budget = new Budget(settings.bytesPerSecond());
        this.agreements = new Agreements(settings.compareAllMillis());
        this.bootBits = boot << (STEP_BITS + DIALOGUE_BITS);
    }

    @Override
    public void on(ExchangeInput input, Now now, Outputs<ExchangeNotice> out) {
        switch (input) {
            case ExchangeInput.Announced(var from, var announcement) -> judge(from, announcement, out);
            case ExchangeInput.Answered(var from, var reply) -> answered(from, reply, now, out);
            case ExchangeInput.Stored(var reply) -> stored(reply, now, out);
            case ExchangeInput.Ticked(var needed) -> {
                sourcesNeeded = needed;
                if (needed == 0) {
                    denials.forget();
                }
                tick(now, out);
            }
        }
        if (exchange != null && exchange.isDone()) {
            exchange = null;
            if (!waiting.isEmpty()) {
                start(waiting.getFirst(), now, out);
            }
        }
    }

    /// Whether a reply with this correlation is for this machine's start.
    public boolean isOwn(long correlation) {
        return correlation >>> (STEP_BITS + DIALOGUE_BITS) << (STEP_BITS + DIALOGUE_BITS) == bootBits;
    }

    private void tick(Now now, Outputs<ExchangeNotice> out) {
        if (!isStarted) {
            isStarted = true;
            // Nodes that start together shall not announce, and ask, at the same moments for ever.
            long phase = Math.floorMod(MerkleTree.itemOf(self.bits(), bootBits), settings.intervalMillis());
            announceNanos = now.nanosAfterMillis(phase);
        }
        if (now.hasReached(announceNanos) && !peers.isEmpty()) {
            announceNanos = now.nanosAfterMillis(settings.intervalMillis());
            askHoldings(new Purpose(peers.get(nextPeer), null), out);
            nextPeer = (nextPeer + 1) % peers.size();
        }
        if (exchange != null) {
            exchange.tick(now, out);
        }
    }

    private void judge(NodeId from, SyncMessage.Announced announcement, Outputs<ExchangeNotice> out) {
        if (peers.contains(from)) {
            askHoldings(new Purpose(from, announcement), out);
        }
    }

    /// A reply that never comes is made up for by the next announcement, which forgets the question.
    private void askHoldings(Purpose purpose, Outputs<ExchangeNotice> out) {
        purposes.values().removeIf(purpose::replaces);
        long dialogue = newDialogue();
        purposes.put(dialogue, purpose);
        out.send(self, new SyncRequest.DescribeHoldings(correlationOf(dialogue), new Scope.Shared(purpose.peer()), 0));
    }

    private void answered(NodeId from, SyncReply reply, Now now, Outputs<ExchangeNotice> out) {
        Exchange running = exchangeOf(reply.correlation());
        Purpose purpose = from.equals(self) ? purposes.remove(dialogueOf(reply.correlation())) : null;
        if (running != null) {
            running.answered(from, reply, now, out);
        } else if (purpose != null && reply instanceof SyncReply.HoldingsListed holdings) {
            described(purpose, holdings, now, out);
        }
    }

    private void stored(ReplicaReply reply, Now now, Outputs<ExchangeNotice> out) {
        Exchange running = exchangeOf(reply.correlation());
        if (running != null) {
            running.stored(reply, now, out);
        }
    }

    private @Nullable Exchange exchangeOf(long correlation) {
        return dialogueOf(correlation) == exchangeDialogue ? exchange : null;
    }

    private void described(Purpose purpose, SyncReply.HoldingsListed holdings, Now now, Outputs<ExchangeNotice> out) {
        long sum = Items.sumOf(holdings.items());
        NodeId peer = purpose.peer();
        SyncMessage.Announced theirs = purpose.announced();
        if (theirs == null) {
            out.send(peer, new SyncMessage.Announced(0, sum, holdings.applied()));
        } else if (sum == theirs.sum()) {
            List<Integer> all = new ArrayList<>();
            for (int i = 0; i < holdings.items().size(); i++) {
                all.add(Items.partitionOf(holdings.items().get(i)));
            }
            waiting.remove(peer);
            agreements.note(peer, all, now);
            out.publish(new ExchangeNotice.Agreed(peer, all));
        } else if (isWorthAsking(peer, holdings.applied() > theirs.applied())) {
            if (exchange == null) {
                start(peer, now, out);
            } else if (!peer.equals(exchangePeer)) {
                waiting.add(peer);
            }
        }
    }

    /// Who has applied more probably lacks nothing, and the peer will ask. But each may lack something, so
    /// this is not passed over for ever.
    private boolean isWorthAsking(NodeId peer, boolean isAhead) {
        int before = skipped.getOrDefault(peer, 0);
        boolean skips = isAhead && before < SKIPS_MAX;
        skipped.put(peer, skips ? before + 1 : 0);
        return !skips;
    }

    private void start(NodeId peer, Now now, Outputs<ExchangeNotice> out) {
        long dialogue = newDialogue();
        Questions questions = new Questions(settings.askAgainMillis(), settings.asksMax(), correlationOf(dialogue));
        var kit = new Leg.Kit(
                self,
                peer,
                settings,
                questions,
                new Stores(self, questions),
                budget,
                agreements,
                denials,
                sourcesNeeded);
        exchangeDialogue = dialogue;
        exchangePeer = peer;
        waiting.remove(peer);
        exchange = new Exchange(kit, placements);
        exchange.begin(now, out);
    }

    private long newDialogue() {
        return ++dialogues & EXCHANGES_MASK;
    }

    /// The first correlation of an audit, none of which an exchange ever has.
    ///
    /// @param number counts the audits of this start
    public long correlationOfAudit(long number) {
        return correlationOf((EXCHANGES_MASK + 1) | (PULLS_MASK + 1) | (number & PULLS_MASK));
    }

    /// The first correlation of a pull, none of which an exchange or audit ever has.
    ///
    /// @param number counts the pulls of this start
    public long correlationOfPull(long number) {
        return correlationOf((EXCHANGES_MASK + 1) | (number & PULLS_MASK));
    }

    private long correlationOf(long dialogue) {
        return bootBits | dialogue << STEP_BITS;
    }

    private static long dialogueOf(long correlation) {
        return correlation >>> STEP_BITS & DIALOGUE_MASK;
    }
}
