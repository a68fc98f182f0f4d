package io.murmur.load.history;

import java.util.Locale;

/// A promise that was broken, and the read that shows it.
public record Violation(Promise promise, Event read) {

    public enum Promise {
        /// A read found nothing, though a write was acknowledged and nobody deleted it afterwards.
        LOST,
        /// A read found a value that an acknowledged delete had removed.
        DELETED_CAME_BACK,
        /// A read found a value that an acknowledged write had replaced.
        SUPERSEDED_CAME_BACK,
        /// A read found a value before anybody wrote it, or that nobody wrote, or of another key.
        INVENTED
    }

    @Override
    public String toString() {
        String what = promise.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return what + ": key " + read.key() + " shows "
                + (read.value() == Event.NOTHING ? "nothing" : "value " + read.value()) + " through node "
                + read.node();
    }
}
