package io.murmur.core.replicate;

import io.murmur.core.delay.Itinerary;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.PeerMessage;
import org.jspecify.annotations.Nullable;

/// Who gets the outcome of a request.
///
/// @param asker the node whose coordinator handed the operation over; null for a client of this node
/// @param number the client's ticket, or the asker's correlation
/// @param deadlineNanos when nobody waits any more, monotonic
/// @param itinerary where the time of the request goes
/// @param part of which other request it is a part, whose itinerary this is then; null if of none
record Ticket(
        @Nullable NodeId asker,
        long number,
        long deadlineNanos,
        Itinerary itinerary,
        @Nullable Part part) {

    private static final long NANOS_PER_MILLI = 1_000_000;

    /// The read of a key for a page.
    record Part(LookMachine page, Key key) {}

    /// Of a request of its own.
    Ticket(@Nullable NodeId asker, long number, long deadlineNanos, Itinerary itinerary) {
        this(asker, number, deadlineNanos, itinerary, null);
    }

    /// Whether nobody wants to know any more.
    boolean isOver() {
        return part != null && part.page().isDone();
    }

    /// Whether enough time is left to ask somebody else: who is asked too late may carry out what nobody
    /// waits for.
    boolean isWorthMore(Now now) {
        return waitsMillis(now) > 0;
    }

    /// How long somebody waits from `now`.
    int waitsMillis(Now now) {
        return Math.clamp((deadlineNanos - now.nanos()) / NANOS_PER_MILLI, 0, Integer.MAX_VALUE);
    }

    void answer(Outcome outcome, Outputs<Outcome> out) {
        if (part != null) {
            part.page().read(part.key(), outcome, out);
            return;
        }
        itinerary.conclude();
        if (asker == null) {
            out.answer(number, outcome);
        } else {
            out.send(
                    asker,
                    new PeerMessage.Forwarded(
                            number, outcome, itinerary.path(), itinerary.isDetailed(), itinerary.answeredNanos()));
        }
    }

    void fail(Failure failure, Outputs<Outcome> out) {
        answer(new Outcome.Failed(failure), out);
    }
}
