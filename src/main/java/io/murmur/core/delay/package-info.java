/// Where the time of an operation goes (design decision 16): network, processing and waiting, on each hop,
/// and which of them decided how long it took.
///
/// A coordinator keeps an [io.murmur.core.delay.Itinerary] for each operation, by its own clock alone: what it
/// sends, what comes back, and what those who answer say of how long they had the message in their hands. What is
/// left of a round trip was the network. So clocks need not agree, and the parts always sum to the whole.
/// What is not here: histograms (`metrics`), commands (`door.redis.delay`).
@NullMarked
package io.murmur.core.delay;

import org.jspecify.annotations.NullMarked;
