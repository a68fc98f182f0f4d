package io.murmur.core.delay;

import io.murmur.core.machine.NodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps what one operation goes through at its coordinator: what is sent, what is answered, and which answer each
/// further step waited for.
///
/// The critical path is read backwards: from the answer to the step that gave it, to the reply that step
/// acted on, to the step that had asked for that reply, and so on to the beginning. Each piece begins where
/// the one before it ended, so that they sum to the whole, whatever anybody says of its own time.
///
/// Belongs to the coordinator until it is concluded; does not change afterwards, and may be read by whoever
/// got it.
public final class Itinerary {

    private final NodeId self;
    private final long arrivedNanos;
    private final boolean isDetailed;
    private final List<Hop> hops = new ArrayList<>(4);
    private @Nullable Turn turn;
    private @Nullable Hop cause;
    /// The step of this turn, once something came of it.
    private @Nullable Step current;
    private @Nullable Step latest;
    private long answeredNanos;

    /// An operation that has just arrived.
    ///
    /// @param self the coordinator's node
    /// @param isDetailed whether an owner it is handed over to is to tell of its own stretches
    public Itinerary(NodeId self, long arrivedNanos, boolean isDetailed) {
        this.self = self;
        this.arrivedNanos = arrivedNanos;
        this.isDetailed = isDetailed;
    }

    /// When the operation was handed in, on the coordinator's monotonic clock.
    public long arrivedNanos() {
        return arrivedNanos;
    }

    public boolean isDetailed() {
        return isDetailed;
    }

    /// The operation begins, or time has passed for it.
    public void step(Turn now) {
        turn = now;
        cause = null;
        current = null;
    }

    /// A node has answered what it was asked under `correlation`.
    public void step(Turn now, NodeId from, long correlation, Stay stay) {
        step(now, from, correlation, stay, List.of());
    }

    /// The same, by a node that tells what happened beyond it.
    public void step(Turn now, NodeId from, long correlation, Stay stay, List<Stretch> beyond) {
        step(now);
        Hop hop = findOpen(from, correlation);
        if (hop != null) {
            hop.answer(stay, from.equals(self), beyond);
            cause = hop;
        }
    }

    private @Nullable Hop findOpen(NodeId node, long correlation) {
        for (Hop hop : hops) {
            if (!hop.isAnswered() && hop.isOf(node, correlation)) {
                return hop;
            }
        }
        return null;
    }

    /// A question is sent in this step. What is asked again before it was answered is the same question.
    ///
    /// @param isHandedOver whether `to` is to coordinate from now on
    public void ask(NodeId to, long correlation, boolean isHandedOver) {
        Hop known = findOpen(to, correlation);
        if (known != null) {
            known.askAgain();
        } else {
            hops.add(new Hop(to, correlation, currentStep(), isHandedOver));
        }
    }

    private Step currentStep() {
        Step step = current;
        if (step == null) {
            step = newStep();
            current = step;
            latest = step;
        }
        return step;
    }

    private Step newStep() {
        Turn now = turn == null ? new Turn(arrivedNanos) : turn;
        if (cause != null) {
            return Step.after(cause, now);
        }
        return latest == null ? Step.first(now, arrivedNanos) : Step.afterSilence(latest, now);
    }

    /// The operation is answered in this step, as far as the turn knows the time.
    public void conclude() {
        answeredNanos = currentStep().beganNanos();
    }

    /// When the answer was really given.
    public void answeredAt(long nanos) {
        answeredNanos = Math.max(answeredNanos, nanos);
    }

    public long answeredNanos() {
        return answeredNanos;
    }

    /// The critical path, from arrival to answer. Its stretches sum to the time between.
    public List<Stretch> path() {
        List<Stretch> path = new ArrayList<>();
        addBackward(path);
        Collections.reverse(path);
        return path;
    }

    /// Appends the critical path, last stretch first.
    public void addBackward(List<Stretch> path) {
        long until = answeredNanos;
        Step step = latest;
        while (step != null) {
            Stretch.add(path, Stage.COORDINATOR, self, until - step.beganNanos());
            Hop answered = step.cause();
            Step before = step.before();
            if (answered != null) {
                Stretch.add(path, Stage.COORDINATOR_QUEUE, self, step.beganNanos() - answered.arrivedNanos());
                answered.addBackward(path);
                until = answered.departedNanos();
                step = answered.askedIn();
            } else if (before != null) {
                Stretch.add(path, Stage.SILENCE, self, step.beganNanos() - step.silentSinceNanos());
                until = step.silentSinceNanos();
                step = before;
            } else {
                Stretch.add(path, Stage.COORDINATOR_QUEUE, self, step.beganNanos() - arrivedNanos);
                step = null;
            }
        }
    }

    /// What came of each question, in the order they were asked.
    public List<HopReport> hops() {
        List<HopReport> reports = new ArrayList<>(hops.size());
        for (Hop hop : hops) {
            reports.add(hop.report(isCritical(hop)));
        }
        return reports;
    }

    private boolean isCritical(Hop hop) {
        for (Step step = latest; step != null; step = previous(step)) {
            if (step.cause() == hop) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Step previous(Step step) {
        Hop answered = step.cause();
        return answered == null ? step.before() : answered.askedIn();
    }
}
