package io.murmur.actor;

import io.murmur.core.formation.durable.Formed;
import io.murmur.core.replicate.message.Envelope.Peer;
import io.murmur.core.ring.ClusterId;
import io.murmur.core.version.HybridTime;
import io.murmur.wire.FrameHeader;
import org.jspecify.annotations.Nullable;

/// Who this process is, as every frame it sends says (G9). Its cluster is known once it is formed. Thread-safe.
public final class Passport {

    private final Peer self;
    private final NodeClock clock;
    private volatile ClusterId cluster = ClusterId.NONE;
    private volatile long settingsVersion;

    public Passport(Peer self, NodeClock clock) {
        this.self = self;
        this.clock = clock;
    }

    /// The node is in its cluster from now on.
    public void belongTo(Formed formed) {
        settingsVersion = formed.settingsVersion();
        cluster = formed.cluster();
    }

    public Peer self() {
        return self;
    }

    /// [ClusterId#NONE] while the node is in none.
    public ClusterId cluster() {
        return cluster;
    }

    public long settingsVersion() {
        return settingsVersion;
    }

    /// The node's monotonic clock.
    long nanos() {
        return clock.nanos();
    }

    /// The header of a frame that leaves now.
    ///
    /// @param target null for a greeting
    public FrameHeader header(@Nullable Peer target) {
        return new FrameHeader(
                cluster,
                self,
                target,
                settingsVersion,
                HybridTime.atMillis(clock.now().wallMillis()));
    }
}
