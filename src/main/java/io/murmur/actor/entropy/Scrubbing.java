package io.murmur.actor.entropy;

import io.murmur.actor.Outbox;
import io.murmur.actor.OutputRunner;
import io.murmur.core.entropy.message.Flaw;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.scrub.ScrubInput;
import io.murmur.core.entropy.scrub.ScrubMachine;
import io.murmur.core.entropy.scrub.ScrubNotice;
import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs scrub: counts and logs what it finds, and has trees corrected, so that exchanges see what rows are
/// missing.
/// Belongs to one [ExchangeActor].
final class Scrubbing implements OutputRunner.PublishingPort<ScrubNotice> {

    private static final Logger LOG = LoggerFactory.getLogger(Scrubbing.class);

    /// The log does not fill with a damaged file; the counters go on.
    private static final int LOGGED_MAX = 100;

    private final ScrubMachine machine;
    private final Outbox outbox;
    private final LaneSurveys lanes;
    private final ScrubFigures figures;
    private final OutputRunner<ScrubNotice> runner = new OutputRunner<>(this);
    private int logged;

    Scrubbing(ScrubMachine machine, Outbox outbox, LaneSurveys lanes, ScrubFigures figures) {
        this.machine = machine;
        this.outbox = outbox;
        this.lanes = lanes;
        this.figures = figures;
    }

    void tick(Now now) {
        machine.on(new ScrubInput.Ticked(), now, runner);
    }

    void answered(SyncReply reply, Now now) {
        machine.on(new ScrubInput.Answered(reply), now, runner);
    }

    @Override
    public void send(NodeId to, Message message, int waitsMillis) {
        outbox.send(to, message, waitsMillis);
    }

    @Override
    public void publish(Message event) {
        switch (event) {
            case ScrubNotice.Read(var rows, var bytes) -> figures.read(rows, bytes);
            case ScrubNotice.Finished(var partition) -> figures.finished(partition);
            case ScrubNotice.Found(var partition, var flaw) -> found(partition, flaw);
            default -> throw new InvariantViolation("scrub says nothing like " + event);
        }
    }

    private void found(int partition, Flaw flaw) {
        figures.found(flaw.kind());
        if (flaw.kind() == Flaw.Kind.INDEX_UNLIKE_TREE) {
            lanes.correctTree(partition, flaw.segment());
        }
        if (logged < LOGGED_MAX) {
            logged++;
            LOG.error("Scrub found in partition {}: {}", partition, sentence(flaw));
        }
    }

    private static String sentence(Flaw flaw) {
        String whose = " of key \"" + flaw.key() + "\"";
        return switch (flaw.kind()) {
            case OBJECT_UNREADABLE -> "the object" + whose + " cannot be read, or is gone. Other owners' is fetched";
            case OBJECT_UNLIKE_INDEX ->
                "the object" + whose + " is not the one its index row was written with. Other owners' is fetched";
            case INDEX_UNREADABLE -> "the index of segment " + flaw.segment() + " cannot be read";
            case INDEX_UNLIKE_TREE ->
                "segment " + flaw.segment() + " of the Merkle tree was made of other rows than are there. It is made"
                        + " anew, and exchanges fetch what is missing";
        };
    }
}
