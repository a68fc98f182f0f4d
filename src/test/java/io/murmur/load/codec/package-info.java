/// The protocols of the stores, as cheap as they can be: one request at a time on a connection, no objects for
/// it.
///
/// Sources: the Redis serialization protocol; RFC 9113, RFC 7541 and gRPC over HTTP2 for etcd. Entry: [Codec].
@NullMarked
package io.murmur.load.codec;

import org.jspecify.annotations.NullMarked;
