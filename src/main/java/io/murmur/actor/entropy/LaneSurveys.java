package io.murmur.actor.entropy;

import io.murmur.actor.Inbox;
import io.murmur.actor.replica.LaneActor;
import io.murmur.core.entropy.answer.Finding;
import io.murmur.core.entropy.answer.Items;
import io.murmur.core.entropy.answer.Survey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Asks the lanes of this node, and puts together what they answer. Thread-safe.
public final class LaneSurveys {

    private final List<Inbox<LaneActor.Command>> lanes;

    /// Partition p is in lane p modulo their number.
    public LaneSurveys(List<Inbox<LaneActor.Command>> lanes) {
        this.lanes = List.copyOf(lanes);
    }

    /// Asks every lane that has one of the partitions.
    ///
    /// @param answer called at most once, on a lane's thread; never if a lane takes nothing any more, or
    ///     cannot read
    void ask(Survey survey, Consumer<Finding> answer) {
        List<Inbox<LaneActor.Command>> asked = new ArrayList<>();
        for (Integer partition : survey.partitions()) {
            Inbox<LaneActor.Command> lane = lanes.get(partition % lanes.size());
            if (!asked.contains(lane)) {
                asked.add(lane);
            }
        }
        // Somebody must say that there is nothing.
        if (asked.isEmpty()) {
            asked.add(lanes.getFirst());
        }
        Gathering gathering = new Gathering(asked.size(), answer);
        for (Inbox<LaneActor.Command> lane : asked) {
            lane.offer(new LaneActor.Command.Survey(survey, gathering));
        }
    }

    /// Sums up clocks and rows of the replicas of some partitions: equal sums for equal replicas.
    ///
    /// @param sum called as the answer of a survey is
    public void sum(List<Integer> partitions, LongConsumer sum) {
        ask(new Survey.OfPartitions(partitions), finding -> {
            if (finding instanceof Finding.OfItems(var items, _)) {
                sum.accept(Items.sumOf(items));
            }
        });
    }

    /// Has a segment of a partition's tree made to fit the rows, if it does not. A lane that has too much to do forgets
    /// it: scrub comes again.
    void correctTree(int partition, int segment) {
        boolean _ = lanes.get(partition % lanes.size()).offer(new LaneActor.Command.CorrectTree(partition, segment));
    }

    private static final class Gathering implements Consumer<Finding> {
        private final Consumer<Finding> answer;
        private int waiting;
        private @Nullable Finding found;

        Gathering(int lanes, Consumer<Finding> answer) {
            this.waiting = lanes;
            this.answer = answer;
        }

        @Override
        public void accept(Finding finding) {
            Finding whole = joined(finding);
            if (whole != null) {
                answer.accept(whole);
            }
        }

        private synchronized @Nullable Finding joined(Finding finding) {
            found = found == null ? finding : Finding.joined(found, finding);
            return --waiting == 0 ? found : null;
        }
    }
}
