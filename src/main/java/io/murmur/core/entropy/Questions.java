package io.murmur.core.entropy;

import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import org.jspecify.annotations.Nullable;

/// The questions of one exchange: at most one is open, and it is asked again until it is answered or given
/// up. Each time is waited for twice as long, up to eight times: a large answer over a slow line takes its
/// time.
public final class Questions {

    private static final int DOUBLINGS_MAX = 3;

    private final long askAgainMillis;
    private final int asksMax;
    private long nextCorrelation;
    private @Nullable NodeId asked;
    private @Nullable SyncRequest open;
    private int asks;
    private long againNanos;

    /// No question yet.
    ///
    /// @param askAgainMillis how long the first answer is waited for
    /// @param asksMax how often a question is asked
    /// @param firstCorrelation all from here on belong to whoever asks
    public Questions(long askAgainMillis, int asksMax, long firstCorrelation) {
        this.askAgainMillis = askAgainMillis;
        this.asksMax = asksMax;
        this.nextCorrelation = firstCorrelation;
    }

    /// A correlation that was not used yet.
    public long correlation() {
        return nextCorrelation++;
    }

    public void ask(NodeId node, SyncRequest request, Now now, Outputs<?> out) {
        asked = node;
        open = request;
        asks = 0;
        send(now, out);
    }

    private void send(Now now, Outputs<?> out) {
        if (asked != null && open != null) {
            long patienceMillis = askAgainMillis << Math.min(asks, DOUBLINGS_MAX);
            asks++;
            againNanos = now.nanosAfterMillis(patienceMillis);
            out.send(asked, open, (int) Math.min(Integer.MAX_VALUE, patienceMillis));
        }
    }

    /// Whether `reply` answers the open question, which is then open no more.
    public boolean isAnsweredBy(NodeId from, SyncReply reply) {
        boolean fits = open != null && from.equals(asked) && open.correlation() == reply.correlation();
        if (fits) {
            open = null;
        }
        return fits;
    }

    public void tick(Now now, Outputs<?> out) {
        if (open != null && now.hasReached(againNanos) && asks < asksMax) {
            send(now, out);
        }
    }

    /// Whether the open question was asked as often as it may be, and not answered.
    public boolean isHopeless(Now now) {
        return open != null && asks >= asksMax && now.hasReached(againNanos);
    }
}
