package io.murmur.load.target;

import io.murmur.load.codec.Codec;
import io.murmur.load.codec.KeySpace;
import io.murmur.load.codec.RespCodec;
import java.net.InetSocketAddress;
import java.util.List;

/// Servers that somebody else started and stops, and that speak the Redis protocol.
///
/// @param pids their processes, if CPU time is to be counted
public record AttachedTarget(List<InetSocketAddress> addresses, List<Long> pids) implements Target {

    @Override
    public String name() {
        return "attached";
    }

    @Override
    public String description() {
        return "servers at " + addresses + ", plain SET and GET";
    }

    @Override
    public Codec codec(InetSocketAddress address, KeySpace space) {
        return new RespCodec(space, 0, 0);
    }

    @Override
    public void close() {
        // Who started them stops them.
    }
}
