package io.murmur.core.entropy.answer;

import io.murmur.core.entropy.message.ReplicaClock;
import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.machine.Key;
import io.murmur.core.merkle.ItemList;
import io.murmur.core.version.Dot;
import io.murmur.core.version.PartitionClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What a lane answers to a [Survey]: its durable state at one moment.
public sealed interface Finding {

    /// Items of partitions or segments.
    ///
    /// @param applied how many dots are applied in these partitions; 0 for segments
    record OfItems(ItemList items, long applied) implements Finding {}

    /// Items of the segments of one partition.
    ///
    /// @param fit how the one that was asked for fits the rows
    record OfInspection(ItemList items, Fit fit) implements Finding {}

    /// How a segment of a tree fits the rows, at one moment.
    enum Fit {
        FITS,
        /// It is made of other rows.
        DIFFERS,
        /// Nobody can tell: the index cannot be read.
        UNREADABLE
    }

    record OfClocks(List<ReplicaClock> clocks) implements Finding {
        public OfClocks {
            clocks = List.copyOf(clocks);
        }
    }

    /// What is beyond what was known of some replicas.
    record OfMissing(List<Missing> replicas) implements Finding {
        public OfMissing {
            replicas = List.copyOf(replicas);
        }
    }

    /// Living events of one replica beyond what was known, in the order of their dots.
    ///
    /// @param root of its tree
    /// @param looked the dots beyond what was known that were looked for, dead or alive; what lives of them is
    ///     in `living`
    /// @param coversKnown whether its clock has all that was known
    /// @param all whether its clock has no others
    record Missing(
            int partition, long root, List<LivingDot> living, PartitionClock looked, boolean coversKnown, boolean all) {
        public Missing {
            living = List.copyOf(living);
        }
    }

    /// An event that is a sibling of a key's object.
    record LivingDot(Dot dot, Key key) {}

    /// What two lanes answered to one survey.
    static Finding joined(Finding left, Finding right) {
        if (left instanceof OfItems(var items, var applied) && right instanceof OfItems(var more, var alsoApplied)) {
            ItemList both = new ItemList();
            both.addAll(items);
            both.addAll(more);
            return new OfItems(both, applied + alsoApplied);
        }
        if (left instanceof OfInspection(var items, var fit) && right instanceof OfInspection(var more, var other)) {
            ItemList both = new ItemList();
            both.addAll(items);
            both.addAll(more);
            return new OfInspection(both, fit == Fit.FITS ? other : fit);
        }
        if (left instanceof OfClocks(var clocks) && right instanceof OfClocks(var more)) {
            List<ReplicaClock> both = new ArrayList<>(clocks);
            both.addAll(more);
            return new OfClocks(both);
        }
        if (left instanceof OfMissing(var replicas) && right instanceof OfMissing(var more)) {
            List<Missing> both = new ArrayList<>(replicas);
            both.addAll(more);
            both.sort(Comparator.comparingInt(Missing::partition));
            return new OfMissing(both);
        }
        throw new InvariantViolation("only answers to one survey can be joined");
    }
}
