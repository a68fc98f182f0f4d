package io.murmur.sim.check.part;

import io.murmur.core.machine.Key;
import io.murmur.core.value.Counting;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.value.Totals;
import io.murmur.core.version.Dot;
import io.murmur.sim.History;
import io.murmur.sim.World;
import io.murmur.sim.check.Checker;
import java.util.List;

/// G2, G4, G5 for counters: a read, and the answer to an increment, counts every increment that was
/// acknowledged before it began and that nothing has superseded; a read counts none twice or after it was
/// superseded.
///
/// Each increment of a key is a power of two of its own, so a sum says which it counts. An increment that
/// was carried out anew has two events; it may count as long as one of them is not superseded. An increment
/// ends with its key; but not by an end that had passed before it began, and was known then.
public final class IncrementsAddUp implements Checker {

    @Override
    public void check(History history) {
        for (History.Operation operation : history.operations()) {
            if (!history.incrementsOf(operation.key()).isEmpty()) {
                check(history, operation);
            }
        }
    }

    private static void check(History history, History.Operation operation) {
        StoredObject seen = operation.seen();
        if (seen != null) {
            checkRead(history, operation, seen);
        }
        Long number = operation.answeredNumber();
        if (number != null && isIncrement(history, operation)) {
            checkAnswer(history, operation, number);
        }
    }

    private static boolean isIncrement(History history, History.Operation operation) {
        return history.incrementsOf(operation.key()).stream().anyMatch(increment -> increment.operation() == operation);
    }

    private static void checkRead(History history, History.Operation read, StoredObject seen) {
        long sum = Counting.sum(seen, Long.MIN_VALUE);
        long alive = Counting.sum(seen, World.wallMillis(read.endNanos()));
        long known = 0;
        for (History.Increment increment : history.incrementsOf(read.key())) {
            known |= increment.amount();
            boolean counts = (sum & increment.amount()) != 0;
            boolean isAlive = (alive & increment.amount()) != 0;
            if (counts && mustNotCount(history, increment, seen)) {
                violate(history, "counted though superseded: ", increment, read);
            } else if (!counts && mustCount(history, increment, read)) {
                violate(history, "not counted: ", increment, read);
            } else if (!isAlive && mustLive(history, increment, read, seen)) {
                violate(history, "ended by an end that was over: ", increment, read);
            }
        }
        if ((sum & ~known) != 0) {
            history.violate("more than was ever added: " + read + " sums to " + sum);
        }
    }

    private static void checkAnswer(History history, History.Operation answered, long number) {
        List<Sibling> said = mintedOf(history, answered.key());
        for (History.Increment increment : history.incrementsOf(answered.key())) {
            boolean isOwn = increment.operation() == answered;
            boolean must = (isOwn || increment.operation().endedBefore(answered))
                    && isUnsuperseded(history, increment, answered, false)
                    && !mayHaveEnded(history, increment, said);
            if (must && (number & increment.amount()) == 0) {
                violate(history, "not in the answer: ", increment, answered);
            }
        }
    }

    private static void violate(
            History history, String what, History.Increment increment, History.Operation operation) {
        history.violate(what + increment.operation() + " of " + increment.amount() + " in " + operation + "; minted: "
                + history.mintingsOf(operation.key()));
    }

    private static boolean mustCount(History history, History.Increment increment, History.Operation read) {
        return increment.operation().endedBefore(read)
                && history.purgedBefore(read.key(), read.endNanos()).size() == 0
                && isUnsuperseded(history, increment, read, false);
    }

    /// What has ended is deleted and purged, so only what clients have written counts here.
    private static boolean mustLive(
            History history, History.Increment increment, History.Operation read, StoredObject seen) {
        List<History.Minting> all = history.mintingsOf(read.key());
        boolean isThere = eventsOf(all, increment).stream().anyMatch(event -> counts(seen, event.dot()));
        return increment.operation().endedBefore(read)
                && isUnsuperseded(history, increment, read, true)
                && !mayHaveEnded(history, increment, isThere ? seen.siblings() : mintedOf(history, read.key()));
    }

    /// Whether it was acknowledged, and nothing that began before the end of `by` knew all events of it.
    private static boolean isUnsuperseded(
            History history, History.Increment increment, History.Operation by, boolean clientsOnly) {
        if (increment.operation().acknowledged() == null) {
            return false;
        }
        List<History.Minting> all = history.mintingsOf(by.key());
        List<History.Minting> others = all.stream()
                .filter(later -> later.tryNanos() < by.endNanos())
                .filter(later -> !later.operation().equals(increment.operation().write()))
                .filter(later -> !clientsOnly || history.operationOf(later.operation()) != null)
                .toList();
        return eventsOf(all, increment).stream()
                .noneMatch(event -> others.stream().anyMatch(later -> supersedes(later, event.dot())));
    }

    /// Whether one of these has an end that had not passed, or that not everybody had to know, when the
    /// increment began.
    private static boolean mayHaveEnded(History history, History.Increment increment, List<Sibling> ends) {
        History.Operation added = increment.operation();
        long began = World.wallMillis(added.startNanos());
        return ends.stream().anyMatch(end -> {
            Expiry expiry = end.expiry();
            History.Operation said = history.operationOf(end.operation());
            return expiry != null
                    && end.value() == null
                    && (expiry.atMillis() > began
                            || said == null
                            || said.acknowledged() == null
                            || !said.endedBefore(added));
        });
    }

    private static List<Sibling> mintedOf(History history, Key key) {
        return history.mintingsOf(key).stream()
                .flatMap(minting -> minting.object().siblings().stream()
                        .filter(sibling -> sibling.dot().equals(minting.dot())))
                .toList();
    }

    private static boolean mustNotCount(History history, History.Increment increment, StoredObject seen) {
        List<History.Minting> all = history.mintingsOf(increment.operation().key());
        return eventsOf(all, increment).stream()
                .allMatch(event -> all.stream()
                        .filter(later -> seen.context().covers(later.dot()))
                        .anyMatch(later -> supersedes(later, event.dot())));
    }

    private static List<History.Minting> eventsOf(List<History.Minting> all, History.Increment increment) {
        return all.stream()
                .filter(minting ->
                        minting.operation().equals(increment.operation().write()))
                .toList();
    }

    /// Whether an event knew an increment and does not count it.
    private static boolean supersedes(History.Minting later, Dot increment) {
        StoredObject object = later.object();
        return object.context().covers(increment) && !counts(object, increment);
    }

    private static boolean counts(StoredObject object, Dot increment) {
        Totals.Entry superseded = object.superseded().of(increment.actor());
        if (superseded != null && superseded.dot().counter() >= increment.counter()) {
            return false;
        }
        return object.siblings().stream().anyMatch(sibling -> sibling.includes(increment));
    }
}
