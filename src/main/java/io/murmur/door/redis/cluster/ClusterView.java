package io.murmur.door.redis.cluster;

/// What this node knows of the cluster. Implemented by the node; safe to call from any thread, often.
public interface ClusterView {

    /// What is known now. While nothing changes it is the same object, so that what is made from it can be kept.
    ClusterSnapshot current();
}
