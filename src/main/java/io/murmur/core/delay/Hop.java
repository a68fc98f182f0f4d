package io.murmur.core.delay;

import io.murmur.core.machine.NodeId;
import java.util.List;

/// One question to one node. Changes until the answer is there; not thread-safe.
final class Hop {

    private final NodeId node;
    private final long correlation;
    private final Step askedIn;
    private final boolean isHandedOver;
    private int asked = 1;
    private boolean isAnswered;
    private long departedNanos;
    private long waitedNanos;
    private long workedNanos;
    private long arrivedNanos;
    private List<Stretch> beyond = List.of();

    /// @param correlation the same for each time it is asked
    /// @param isHandedOver whether the node coordinates from now on, and is not asked as a replica
    Hop(NodeId node, long correlation, Step askedIn, boolean isHandedOver) {
        this.node = node;
        this.correlation = correlation;
        this.askedIn = askedIn;
        this.isHandedOver = isHandedOver;
    }

    boolean isOf(NodeId to, long askedUnder) {
        return correlation == askedUnder && node.equals(to);
    }

    void askAgain() {
        asked++;
    }

    /// What the answer says of itself is believed as far as it fits between question and answer.
    ///
    /// @param isHere whether the node is the one that asks: then there is no link, and the question was
    ///     there as soon as it was asked
    /// @param way what the node knows of what happened beyond it; empty for a replica
    void answer(Stay stay, boolean isHere, List<Stretch> way) {
        isAnswered = true;
        beyond = way;
        arrivedNanos = Math.max(stay.arrivedNanos(), askedIn.beganNanos());
        long stayed =
                Math.min(stay.waitedNanos() + stay.workedNanos() + networkOf(way), arrivedNanos - askedIn.beganNanos());
        departedNanos = isHere ? arrivedNanos - stayed : askedIn.leftNanos(arrivedNanos - stayed);
        workedNanos = Math.min(stay.workedNanos(), stayed);
        waitedNanos = Math.min(stay.waitedNanos(), stayed - workedNanos);
    }

    /// The way from the question to the answer, last stretch first. Sums to arrival less departure.
    void addBackward(List<Stretch> path) {
        long told = waitedNanos + workedNanos;
        for (Stretch stretch : beyond) {
            told -= stretch.stage().part() == Part.NETWORK ? 0 : stretch.nanos();
        }
        // What it did until its answer left: the way was written before.
        long leaving = Math.max(0, told);
        long network = networkNanos() - networkOf(beyond) + Math.min(0, told);
        if (beyond.isEmpty() || network < 0) {
            Stretch.add(path, isHandedOver ? Stage.OWNER : Stage.REPLICA, node, workedNanos);
            Stretch.add(path, isHandedOver ? Stage.OWNER_QUEUE : Stage.REPLICA_QUEUE, node, waitedNanos);
            Stretch.add(path, Stage.LINK, node, networkNanos());
        } else {
            Stretch.add(path, Stage.COORDINATOR, node, leaving);
            path.addAll(beyond.reversed());
            Stretch.add(path, Stage.LINK, node, network);
        }
    }

    private static long networkOf(List<Stretch> way) {
        long nanos = 0;
        for (Stretch stretch : way) {
            nanos += stretch.stage().part() == Part.NETWORK ? stretch.nanos() : 0;
        }
        return nanos;
    }

    boolean isAnswered() {
        return isAnswered;
    }

    Step askedIn() {
        return askedIn;
    }

    long departedNanos() {
        return departedNanos;
    }

    long arrivedNanos() {
        return arrivedNanos;
    }

    /// What is left of the round trip.
    private long networkNanos() {
        return arrivedNanos - departedNanos - waitedNanos - workedNanos;
    }

    HopReport report(boolean isCritical) {
        return new HopReport(node, asked, isAnswered, isCritical, networkNanos(), waitedNanos, workedNanos);
    }
}
