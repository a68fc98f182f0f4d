/// The cluster as clients of Redis are shown it: every slot exactly once, each at the first owner that can be
/// reached.
///
/// Sources: design decision 15, "Redis Cluster specification". Entry:
/// [io.murmur.door.redis.cluster.ClusterView], which the node implements. Every node is shown as a master,
/// never as a replica: clients take a node to be one or the other (redis-py fails when a node is both), and
/// here each is both. What is shown is a hint: every node serves every key.
@NullMarked
package io.murmur.door.redis.cluster;

import org.jspecify.annotations.NullMarked;
