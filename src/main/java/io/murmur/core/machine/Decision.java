package io.murmur.core.machine;

import java.util.List;

/// What a decider decided, as a value.
///
/// @param events what becomes durable, together, or not at all
/// @param sendNow outputs that may leave before the events are durable
/// @param afterDurable outputs that must not leave before the events are durable
public record Decision<E, A>(List<E> events, List<Output<A>> sendNow, List<Output<A>> afterDurable) {

    public Decision {
        events = List.copyOf(events);
        sendNow = List.copyOf(sendNow);
        afterDurable = List.copyOf(afterDurable);
    }
}
