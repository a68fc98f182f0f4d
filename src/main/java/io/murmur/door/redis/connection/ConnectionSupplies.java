package io.murmur.door.redis.connection;

import io.murmur.actor.coordinator.Operations;
import io.murmur.core.machine.NodeId;
import io.murmur.door.redis.command.CommandBook;
import io.murmur.door.redis.delay.SlowLog;
import io.murmur.door.redis.session.DoorFigures;
import io.murmur.door.redis.session.SessionDirectory;
import java.time.InstantSource;

/// What all connections of a door share.
///
/// @param self this node
public record ConnectionSupplies(
        NodeId self,
        ConnectionLimits limits,
        CommandBook book,
        Operations operations,
        SessionDirectory sessions,
        DoorFigures figures,
        MemoryBudget budget,
        SlowLog slowLog,
        InstantSource wallClock) {}
