package io.murmur.core.entropy.scrub;

import io.murmur.core.entropy.Budget;
import io.murmur.core.entropy.message.Flaw;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.Machine;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.merkle.MerkleTree;
import java.util.List;

/// Reads the partitions of one node, page by page, one partition after another for ever.
///
/// Waiting until the next page is due -> Asking this node to read it -> Waiting. Where it begins is drawn for
/// each start, so that no partition is always the last of a node that is restarted often; nothing else has to
/// survive.
public final class ScrubMachine implements Machine<ScrubInput, ScrubNotice> {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long ANSWER_MILLIS_MAX = 60_000;
    private static final long STEP_MASK = (1L << 32) - 1;

    private final NodeId self;
    private final List<Integer> partitions;
    private final ScrubSettings settings;
    private final Budget budget;
    private final long firstCorrelation;
    private long steps;
    private int place;
    private int segment;
    private boolean isAsked;
    private boolean isStarted;
    private long partitionBegunNanos;
    private long dueNanos;

    /// A walk that has read nothing yet.
    ///
    /// @param partitions of this node
    /// @param firstCorrelation this and the 2^32 behind it are this walk's
    /// @param seed draws where it begins
    public ScrubMachine(
            NodeId self, List<Integer> partitions, ScrubSettings settings, long firstCorrelation, long seed) {
        this.self = self;
        this.partitions = List.copyOf(partitions);
        this.settings = settings;
        this.budget = new Budget(settings.bytesPerSecond());
        this.firstCorrelation = firstCorrelation;
        this.place = partitions.isEmpty() ? 0 : (int) Long.remainderUnsigned(seed, partitions.size());
    }

    @Override
    public void on(ScrubInput input, Now now, Outputs<ScrubNotice> out) {
        switch (input) {
            case ScrubInput.Ticked _ -> tick(now, out);
            case ScrubInput.Answered(var reply) -> answered(reply, now, out);
        }
    }

    private void tick(Now now, Outputs<ScrubNotice> out) {
        if (!isStarted) {
            isStarted = true;
            partitionBegunNanos = now.nanos();
            dueNanos = now.nanosAfterMillis(settings.everyMillis() / Math.max(1, partitions.size()));
        }
        boolean isLost = isAsked && now.hasReached(dueNanos);
        boolean isDue = !isAsked && now.hasReached(dueNanos) && budget.hasRoom(now);
        if (!partitions.isEmpty() && (isLost || isDue)) {
            ask(now, out);
        }
    }

    private void ask(Now now, Outputs<ScrubNotice> out) {
        if (segment == 0) {
            partitionBegunNanos = now.nanos();
        }
        isAsked = true;
        steps++;
        dueNanos = now.nanosAfterMillis(ANSWER_MILLIS_MAX);
        out.send(self, new SyncRequest.Inspect(correlation(), partitions.get(place), segment, settings.pageBytes()));
    }

    private long correlation() {
        return firstCorrelation | (steps & STEP_MASK);
    }

    private void answered(SyncReply reply, Now now, Outputs<ScrubNotice> out) {
        if (!isAsked || reply.correlation() != correlation()) {
            return;
        }
        isAsked = false;
        dueNanos = now.nanos();
        if (reply instanceof SyncReply.Inspected page && page.nextSegment() > segment) {
            take(page, now, out);
        } else {
            // Nothing of use was said, and this partition stays unread; the next may be better.
            nextPartition(now);
        }
        tick(now, out);
    }

    private void take(SyncReply.Inspected page, Now now, Outputs<ScrubNotice> out) {
        budget.spend(page.bytes());
        out.publish(new ScrubNotice.Read(page.rows(), page.bytes()));
        for (Flaw flaw : page.flaws()) {
            out.publish(new ScrubNotice.Found(page.partition(), flaw));
        }
        segment = page.nextSegment();
        if (segment >= MerkleTree.SEGMENTS) {
            out.publish(new ScrubNotice.Finished(page.partition()));
            nextPartition(now);
        }
    }

    private void nextPartition(Now now) {
        place = (place + 1) % partitions.size();
        segment = 0;
        long share = settings.everyMillis() / partitions.size() * NANOS_PER_MILLI;
        long due = partitionBegunNanos + share;
        dueNanos = now.hasReached(due) ? now.nanos() : due;
    }
}
