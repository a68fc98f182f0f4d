package io.murmur.load.scene;

import io.murmur.load.target.Pause;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/// Something that goes wrong for a while.
///
/// @param name on the command line and in the report
/// @param what happens, in words
/// @param nodesMin with fewer nodes it is the same as another one
/// @param groups for a number of nodes: which are on one side, where nothing passes between sides; one group if
///     something does
/// @param sparesVictim whether the last node is served as well as the others all the time
/// @param course how it begins and ends
public record Fault(
        String name,
        String what,
        int nodesMin,
        IntFunction<List<Set<Integer>>> groups,
        boolean sparesVictim,
        Course course) {

    /// How a fault begins, goes on and ends.
    public interface Course {

        void begin(Scene scene) throws IOException;

        /// Lasts as long as it is told.
        default void last(Scene scene, long millis) throws IOException {
            Pause.millis(millis);
        }

        /// All is well again, or about to be: nodes that ended are started.
        void end(Scene scene) throws IOException;
    }

    /// Whether nothing passes between two nodes.
    public boolean separates(int one, int other, int nodes) {
        return groups.apply(nodes).stream().anyMatch(group -> group.contains(one) && !group.contains(other));
    }

    /// Whether anything is cut into sides.
    public boolean divides(int nodes) {
        return groups.apply(nodes).size() > 1;
    }
}
