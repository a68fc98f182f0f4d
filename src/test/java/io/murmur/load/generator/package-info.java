/// The generator: many connections on a few threads, one request at a time on each, latencies in a histogram.
///
/// Plain NIO and hand-written codecs, because the generator shares the cores with the servers: what
/// it costs is taken from them, and it must cost the same for all. Coordinated omission is avoided as Gil Tene
/// describes it: in an open loop, latency counts from the moment a request was due. Entry: [Generator].
@NullMarked
package io.murmur.load.generator;

import org.jspecify.annotations.NullMarked;
