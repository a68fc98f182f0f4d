package io.murmur.sim.check.part;

import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Lifetime;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.Element;
import io.murmur.core.value.KeyType;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.value.shown.Elements;
import io.murmur.sim.History;
import io.murmur.sim.World;
import io.murmur.sim.check.Checker;
import java.util.List;

/// G2, G3, G4 for elements of collections, by real time alone: an element that was put and acknowledged is shown
/// unless something may have removed it since; one that was removed, and not put again, is not; a field shows no
/// value that an acknowledged one took the place of; and no answer denies what is there, unless it was put again at
/// the same time. (It may count what is gone: the owner that coordinates says what it holds, and may not have heard.)
///
/// Sees nothing of events: what may overlap in time is given the benefit of the doubt.
public final class ElementsFollowTheirWriters implements Checker {

    private final boolean clocksAreRight;

    /// A checker of one run.
    ///
    /// @param clocksAreRight whether times tell which of two additions was first
    public ElementsFollowTheirWriters(boolean clocksAreRight) {
        this.clocksAreRight = clocksAreRight;
    }

    @Override
    public void check(History history) {
        for (History.Operation operation : history.operations()) {
            StoredObject seen = operation.seen();
            if (seen != null) {
                List<History.Change> changes = history.changesOf(operation.key());
                new Judgement(changes, operation).read(history, seen);
            }
        }
        for (History.Operation operation : history.operations()) {
            Long number = operation.answeredNumber();
            List<History.Change> changes = history.changesOf(operation.key());
            for (History.Change change : changes) {
                boolean isIts = change.operation() == operation;
                if (isIts && number != null && clocksAreRight) {
                    new Judgement(changes, operation).answer(history, change.mutation(), number);
                } else if (isIts && change.isRefusedForWhatIsShown()) {
                    new Judgement(changes, operation).refusal(history);
                }
            }
        }
    }

    /// What the changes of a key say about one operation that has looked at it.
    private record Judgement(List<History.Change> changes, History.Operation by) {

        void read(History history, StoredObject seen) {
            for (History.Change change : changes) {
                if (change.mutation() instanceof Mutation.PutElements put) {
                    put.entries().forEach(entry -> read(history, change, entry, seen));
                }
            }
        }

        private boolean isOfType(StoredObject seen, Mutation mutation) {
            long millis = World.wallMillis(by.endNanos());
            return mutation instanceof Mutation.OfElements elements
                    && Elements.typeOf(seen, ConflictRule.SIBLINGS, millis) == elements.type();
        }

        private void read(History history, History.Change change, Mutation.Entry entry, StoredObject seen) {
            KeyType type = ((Mutation.OfElements) change.mutation()).type();
            Sibling sibling = Elements.find(seen, new Element(type, entry.name()), World.wallMillis(by.endNanos()));
            boolean isShown = sibling != null && isOfType(seen, change.mutation());
            if (!isShown && mustBeThere(change, entry.name())) {
                violate(history, "an element is not there: " + entry.name(), change);
            } else if (sibling != null && mustBeGone(entry.name())) {
                violate(history, "an element is still there: " + entry.name(), change);
            } else if (sibling != null
                    && sibling.operation().equals(change.operation().write())
                    && wasReplaced(change, entry.name())) {
                violate(history, "a field shows what was replaced: " + entry.name(), change);
            }
        }

        void answer(History history, Mutation mutation, long number) {
            if (mutation instanceof Mutation.OfElements elements
                    && elements.names().size() == 1) {
                Value name = elements.names().getFirst();
                boolean wasThere = (number == 0) == (mutation instanceof Mutation.PutElements);
                changes.stream()
                        .filter(change -> !wasThere && mustBeThere(change, name) && isOlder(change))
                        .filter(change -> !mayBeRenewed(change, name))
                        .forEach(change -> violate(history, "answered as if there was no " + name, change));
            }
        }

        /// Within one millisecond nobody can tell.
        private boolean isOlder(History.Change put) {
            return World.wallMillis(put.operation().endNanos()) < World.wallMillis(by.startNanos());
        }

        /// Whether somebody may have put it again while this was under way. What took its place is as young as that,
        /// and nobody can tell from it that it was there before.
        private boolean mayBeRenewed(History.Change put, Value name) {
            return changes.stream()
                    .anyMatch(change -> !change.equals(put)
                            && change.operation() != by
                            && change.mutation() instanceof Mutation.PutElements again
                            && again.names().contains(name)
                            && change.mayHaveHappened()
                            && change.operation().startNanos() > by.startNanos()
                            && change.operation().startNanos() < by.endNanos());
        }

        /// No other type than that of its elements was ever acknowledged to be there.
        void refusal(History history) {
            for (History.Change change : changes) {
                if (change.mutation() instanceof Mutation.PutElements put
                        && put.names().stream().anyMatch(name -> mustBeThere(change, name))) {
                    violate(history, "refused for what is not shown", change);
                }
            }
        }

        private void violate(History history, String what, History.Change change) {
            history.violate(what + " of " + change + " for " + by + "; of " + changes);
        }

        /// Whether it was acknowledged before, and nothing that could have known it has removed it or ended it.
        private boolean mustBeThere(History.Change put, Value name) {
            return put.mutation() instanceof Mutation.PutElements elements
                    && elements.names().contains(name)
                    && put.isAcknowledged()
                    && put.operation().endedBefore(by)
                    && changes.stream().noneMatch(change -> mayRemove(change, name, put))
                    && lasts();
        }

        private boolean mayRemove(History.Change change, Value name, History.Change put) {
            boolean removes = switch (change.mutation()) {
                case Mutation.RemoveElements removal -> removal.names().contains(name);
                case Mutation.Set _, Mutation.Delete _ -> true;
                case Mutation.PutElements _, Mutation.Expire _, Mutation.Add _, Mutation.Unite _ -> false;
            };
            return removes
                    && change.mayHaveHappened()
                    && change.operation() != by
                    && change.operation().startNanos() < by.endNanos()
                    && !(change.isOver() && change.operation().endedBefore(put.operation()));
        }

        /// Whether no end was ever said, or one acknowledged event has taken all away in time.
        private boolean lasts() {
            List<History.Change> ends = changes.stream()
                    .filter(change -> change.mutation() instanceof Mutation.Expire)
                    .filter(change ->
                            change.mayHaveHappened() && change.operation().startNanos() < by.endNanos())
                    .toList();
            return ends.isEmpty() || ends.stream().anyMatch(end -> takesAway(end, ends));
        }

        private boolean takesAway(History.Change last, List<History.Change> ends) {
            return last.mutation().end() == Lifetime.ENDLESS
                    && last.isOver()
                    && last.operation().endedBefore(by)
                    && ends.stream()
                            .filter(end -> !end.equals(last))
                            .allMatch(end -> end.isOver()
                                    && end.operation().endedBefore(last.operation())
                                    && end.mutation().end()
                                            > World.wallMillis(last.operation().endNanos()));
        }

        /// Whether it was removed before, and every time it was put before that.
        private boolean mustBeGone(Value name) {
            return changes.stream().anyMatch(removal -> isRemoved(removal, name));
        }

        private boolean isRemoved(History.Change removal, Value name) {
            boolean removes = switch (removal.mutation()) {
                case Mutation.RemoveElements elements -> elements.names().contains(name);
                case Mutation.Set _, Mutation.Delete _ -> removal.operation().isPlain();
                case Mutation.PutElements _, Mutation.Expire _, Mutation.Add _, Mutation.Unite _ -> false;
            };
            return removes
                    && removal.isAcknowledged()
                    && removal.operation().endedBefore(by)
                    && changes.stream()
                            .filter(put -> put.mutation() instanceof Mutation.PutElements elements
                                    && elements.names().contains(name))
                            .filter(put -> put.mayBeSeenBy(by) && put.operation() != by)
                            .allMatch(put ->
                                    put.isAcknowledged() && put.operation().endedBefore(removal.operation()));
        }

        private boolean wasReplaced(History.Change put, Value name) {
            return put.isAcknowledged()
                    && put.mutation() instanceof Mutation.PutElements(var type, _)
                    && type != KeyType.SET
                    && changes.stream()
                            .anyMatch(later -> later.mutation() instanceof Mutation.PutElements elements
                                    && elements.names().contains(name)
                                    && later.isAcknowledged()
                                    && put.operation().endedBefore(later.operation())
                                    && later.operation().endedBefore(by));
        }
    }
}
