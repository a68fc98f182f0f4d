package io.murmur.door.redis.cluster;

/// Keeps what was made from the last snapshot until there is another. Safe to use from any thread.
public final class ClusterFace {

    private final ClusterView view;
    private volatile ShownCluster last;

    public ClusterFace(ClusterView view) {
        this.view = view;
        this.last = new ShownCluster(view.current());
    }

    /// What clients are shown now.
    @SuppressWarnings("ReferenceEquality") // The view promises the same object while nothing changes.
    public ShownCluster current() {
        ClusterSnapshot snapshot = view.current();
        ShownCluster shown = last;
        if (shown.snapshot() != snapshot) {
            shown = new ShownCluster(snapshot);
            last = shown;
        }
        return shown;
    }
}
