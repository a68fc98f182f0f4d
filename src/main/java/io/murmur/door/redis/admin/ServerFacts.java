package io.murmur.door.redis.admin;

import io.murmur.door.redis.cluster.ClusterFace;
import io.murmur.door.redis.session.DoorFigures;
import io.murmur.door.redis.session.SessionDirectory;
import java.time.InstantSource;

/// What the admin commands know of this node.
///
/// @param version of Murmur
/// @param startedMillis wall clock when the door opened
/// @param connectionsMax limit of connections
/// @param argumentBytesMax limit of one argument
/// @param dataThreads event loops of the door
public record ServerFacts(
        String version,
        long startedMillis,
        int connectionsMax,
        int argumentBytesMax,
        int dataThreads,
        ClusterFace cluster,
        SessionDirectory sessions,
        DoorFigures figures,
        InstantSource wallClock) {

    /// The version of Redis whose protocol and command facts this door follows. Clients choose features by it.
    public static final String REDIS_VERSION = "7.2.0";
}
