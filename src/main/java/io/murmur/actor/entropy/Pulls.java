package io.murmur.actor.entropy;

import io.murmur.actor.OutputRunner;
import io.murmur.core.entropy.ExchangeNotice;
import io.murmur.core.entropy.message.SyncMessage;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.pull.PullInput;
import io.murmur.core.entropy.pull.PullMachine;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.replica.message.ReplicaReply;
import java.util.List;

/// Runs the pulls. Belongs to one [ExchangeActor].
final class Pulls {

    private final PullMachine machine;
    private final List<NodeId> peers;
    private final PullFigures figures;
    private final OutputRunner<ExchangeNotice> runner;

    Pulls(PullMachine machine, List<NodeId> peers, PullFigures figures, OutputRunner<ExchangeNotice> runner) {
        this.machine = machine;
        this.peers = List.copyOf(peers);
        this.figures = figures;
        this.runner = runner;
    }

    void written(ReplicaNotice.Unpushed written, Now now) {
        step(new PullInput.Written(written.partitions()), now);
    }

    void told(NodeId from, SyncMessage.Unpushed telling, Now now) {
        step(new PullInput.Told(from, telling), now);
    }

    void confirmed(NodeId from, SyncMessage.Pulled pulled, Now now) {
        step(new PullInput.Confirmed(from, pulled), now);
    }

    void answered(NodeId from, SyncReply reply, Now now) {
        step(new PullInput.Answered(from, reply), now);
    }

    void stored(ReplicaReply reply, Now now) {
        step(new PullInput.Stored(reply), now);
    }

    void tick(Now now) {
        step(new PullInput.Ticked(), now);
    }

    private void step(PullInput input, Now now) {
        machine.on(input, now, runner);
        for (NodeId peer : peers) {
            figures.behind(peer, machine.behindNanos(peer, now), now.nanos());
        }
    }
}
