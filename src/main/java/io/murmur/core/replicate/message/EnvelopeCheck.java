package io.murmur.core.replicate.message;

import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.replicate.message.Envelope.Peer;

/// Whether a message may be looked at: it is for this node in this incarnation and this boot, or the sender did
/// not know better than this node's identity (G9). Anything else is dropped and counted.
///
/// A reply to a request of an earlier boot must not meet a request of this one; a write meant for the data of an
/// earlier incarnation must not be acknowledged by this one.
public final class EnvelopeCheck {

    private final Peer self;
    private final boolean checks;

    public EnvelopeCheck(Peer self, Safeguards safeguards) {
        this.self = self;
        this.checks = safeguards.has(Safeguard.CHECK_TARGET);
    }

    public boolean accepts(Envelope envelope) {
        return accepts(envelope.target());
    }

    /// The same for a frame, whose messages share one target.
    public boolean accepts(Peer target) {
        return !checks || self.equals(target);
    }
}
