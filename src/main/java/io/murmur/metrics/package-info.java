/// What a node counts and measures, as numbers with names: the only room that knows Micrometer.
///
/// Sources: design sections 7 and 16. Entry: [io.murmur.metrics.NodeMetrics], the registry of one node, and
/// [io.murmur.metrics.MeasuredOperations], which times what the doors hand in. Rooms that count for themselves are
/// bound by suppliers (`source`), so that no room knows another for the sake of a number. Every metric is
/// described in `src/docs/metrics.md`; a test compares. No thread of its own: what needs time is given it.
@NullMarked
package io.murmur.metrics;

import org.jspecify.annotations.NullMarked;
