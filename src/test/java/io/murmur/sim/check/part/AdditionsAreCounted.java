package io.murmur.sim.check.part;

import io.murmur.core.machine.Key;
import io.murmur.core.replica.message.Lifetime;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.StoredObject;
import io.murmur.core.value.hyper.HyperLogLog;
import io.murmur.core.value.shown.Distinct;
import io.murmur.sim.History;
import io.murmur.sim.World;
import io.murmur.sim.check.Checker;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// G2, G3, G4, G7 for HyperLogLogs, by real time alone: an element that was added and acknowledged is counted unless
/// something may have removed it since; one whose key was deleted, or set, is not, unless it was added again, or an
/// addition was under way meanwhile, which may have taken along what it knew; no answer says that what is counted is
/// new, or that what is gone was counted.
///
/// The elements are few, and each has a register of its own, so registers say which are counted. Sees nothing of
/// events: what may overlap in time is given the benefit of the doubt.
public final class AdditionsAreCounted implements Checker {

    /// How many elements there are.
    public static final int NAMES = 8;

    private static final List<HyperLogLog> ALONE = IntStream.range(0, NAMES)
            .mapToObj(name -> HyperLogLog.ofElements(List.of(nameOf(name))))
            .toList();

    private final ConflictRule rule;
    private final boolean clocksAreRight;

    /// A checker of one run.
    ///
    /// @param rule of the namespace: which plain value is shown beside additions
    /// @param clocksAreRight whether times tell which of two additions was first
    public AdditionsAreCounted(ConflictRule rule, boolean clocksAreRight) {
        this.rule = rule;
        this.clocksAreRight = clocksAreRight;
    }

    /// An element.
    public static byte[] nameOf(int name) {
        return ("element " + name).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void check(History history) {
        TreeMap<Key, List<Write>> writes = new TreeMap<>();
        for (History.Operation operation : history.operations()) {
            List<Write> ofKey = writes.computeIfAbsent(
                    operation.key(),
                    key -> history.changesOf(key).stream().map(Write::of).toList());
            if (ofKey.stream().anyMatch(Write::isAddition)) {
                new Judgement(history, ofKey, operation).judge(rule, clocksAreRight);
            }
        }
    }

    /// A change, and which elements it adds.
    private record Write(History.Change change, List<Integer> names) {

        static Write of(History.Change change) {
            return new Write(change, change.mutation() instanceof Mutation.Unite(var seen) ? namesIn(seen) : List.of());
        }

        History.Operation operation() {
            return change.operation();
        }

        boolean isAddition() {
            return change.mutation() instanceof Mutation.Unite;
        }

        boolean isOfWholeKey() {
            return change.mutation() instanceof Mutation.Set || change.mutation() instanceof Mutation.Delete;
        }

        /// Whether it has had all its effect before `later` began.
        boolean isOverBefore(History.Operation later) {
            return change.isOver() && operation().endedBefore(later);
        }
    }

    private static List<Integer> namesIn(HyperLogLog seen) {
        return IntStream.range(0, NAMES)
                .filter(name -> seen.includes(ALONE.get(name)))
                .boxed()
                .toList();
    }

    /// What the writes of a key say about one operation that has looked at it.
    private record Judgement(History history, List<Write> writes, History.Operation by) {

        void judge(ConflictRule rule, boolean clocksAreRight) {
            StoredObject seen = by.seen();
            if (seen != null) {
                HyperLogLog shown = Distinct.of(seen, rule, World.wallMillis(by.endNanos()));
                read(shown == null ? List.of() : namesIn(shown));
            }
            for (Write write : writes) {
                if (write.operation() == by && write.change().isRefusedForWhatIsShown()) {
                    refusal();
                } else if (write.operation() == by && clocksAreRight) {
                    answer(write);
                }
            }
        }

        private void read(List<Integer> counted) {
            for (int name = 0; name < NAMES; name++) {
                boolean isCounted = counted.contains(name);
                if (!isCounted && mustBeCounted(name, false)) {
                    violate("not counted: " + name);
                } else if (isCounted && mustBeGone(name)) {
                    violate("counted though it is gone: " + name);
                }
            }
        }

        private void refusal() {
            for (int name = 0; name < NAMES; name++) {
                if (mustBeCounted(name, false)) {
                    violate("refused though it is there, with " + name);
                }
            }
        }

        private void answer(Write write) {
            Long number = by.answeredNumber();
            if (number == null || write.names().isEmpty() || othersAreUnderWay()) {
                return;
            }
            if (number != 0 && write.names().stream().allMatch(name -> mustBeCounted(name, true))) {
                violate("answered that it is new");
            } else if (number == 0 && write.names().stream().anyMatch(this::mustBeGone)) {
                violate("answered that it is not new");
            }
        }

        private boolean othersAreUnderWay() {
            return writes.stream()
                    .anyMatch(write -> write.operation() != by
                            && write.change().mayHaveHappened()
                            && write.operation().startNanos() < by.endNanos()
                            && !write.isOverBefore(by));
        }

        private void violate(String what) {
            history.violate(what + " in " + by + "; of " + writes);
        }

        /// Whether it was added and acknowledged before, and nothing that could have known it has removed or ended it.
        ///
        /// @param longBefore not within the same millisecond, in which nobody can tell
        private boolean mustBeCounted(int name, boolean longBefore) {
            return writes.stream()
                            .anyMatch(add -> add.names().contains(name)
                                    && add.isOverBefore(by)
                                    && (!longBefore
                                            || World.wallMillis(add.operation().endNanos())
                                                    < World.wallMillis(by.startNanos()))
                                    && writes.stream().noneMatch(write -> mayRemove(write, add)))
                    && lasts();
        }

        private boolean mayRemove(Write write, Write add) {
            return write.isOfWholeKey()
                    && write.change().mayHaveHappened()
                    && write.operation() != by
                    && write.operation().startNanos() < by.endNanos()
                    && !write.isOverBefore(add.operation());
        }

        /// Whether no end was ever said, or one acknowledged event has taken all away in time.
        private boolean lasts() {
            List<Write> ends = writes.stream()
                    .filter(write -> !write.isAddition()
                            && write.change().mutation().end() != Lifetime.PLAIN
                            && write.change().mayHaveHappened()
                            && write.operation().startNanos() < by.endNanos())
                    .toList();
            return ends.isEmpty() || ends.stream().anyMatch(end -> takesAway(end, ends));
        }

        private boolean takesAway(Write last, List<Write> ends) {
            return last.change().mutation() instanceof Mutation.Expire(var never)
                    && never == Lifetime.ENDLESS
                    && last.isOverBefore(by)
                    && ends.stream()
                            .filter(end -> !end.equals(last))
                            .allMatch(end -> end.isOverBefore(last.operation())
                                    && end.change().mutation().end()
                                            > World.wallMillis(last.operation().endNanos()));
        }

        private boolean mustBeGone(int name) {
            return writes.stream().anyMatch(removal -> hasRemoved(removal, name));
        }

        /// Whether all that was there is gone with this, and all that could have carried it on.
        private boolean hasRemoved(Write removal, int name) {
            return removal.isOfWholeKey()
                    && removal.operation().isPlain()
                    && removal.change().isAcknowledged()
                    && removal.operation().endedBefore(by)
                    && writes.stream()
                            .filter(Write::isAddition)
                            .filter(add -> add.change().mayBeSeenBy(by) && add.operation() != by)
                            .allMatch(add -> add.isOverBefore(removal.operation())
                                    || (!add.names().contains(name)
                                            && removal.operation().endedBefore(add.operation())));
        }
    }
}
