package io.murmur.load.generator;

import io.murmur.load.codec.Codec;
import io.murmur.load.codec.KeySpace;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Function;

/// What one round does.
///
/// @param addresses where connections go, in turn
/// @param codecs makes the protocol of a connection to an address
/// @param readPercent share of reads, the rest are writes
/// @param perSecond requests per second of an open loop; 0 for a closed loop
/// @param leadMillis how long load runs before it is recorded
/// @param millis how long it is recorded
public record Round(
        List<InetSocketAddress> addresses,
        Function<InetSocketAddress, Codec> codecs,
        KeySpace space,
        int threads,
        int connections,
        int readPercent,
        double perSecond,
        long leadMillis,
        long millis,
        boolean eachKeyOnce) {

    public Round {
        if (addresses.isEmpty() || threads < 1 || connections < threads || millis < 1 || perSecond < 0) {
            throw new IllegalArgumentException("needs an address, and a connection for each thread");
        }
    }
}
