package io.murmur.core.ring;

/// Places held and places due, per node; live views of the planner's own counts.
final class Loads {

    private final int[] load;
    private final int[] quota;

    Loads(int[] load, int[] quota) {
        this.load = load;
        this.quota = quota;
    }

    /// How many places the node is short of; negative if it has too many.
    int missing(int node) {
        return quota[node] - load[node];
    }
}
