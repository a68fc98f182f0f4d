package io.murmur.core.gossip.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;

/// How one node is doing, by its own account. None of it is negative.
///
/// @param placementEpoch the latest it has heard of
/// @param settingsVersion of its cluster's settings
/// @param clocksDigest of what its replicas have applied: equal for equal clocks
/// @param operationsPerSecond of its clients, lately
/// @param waiting operations of its clients under way
/// @param freeDiskBytes of the file system of its volume
public record Condition(
        long placementEpoch,
        long settingsVersion,
        long clocksDigest,
        long operationsPerSecond,
        long waiting,
        long freeDiskBytes) {

    static final int BYTES_MAX = 58;
    static final int BYTES_MIN = 13;

    private static final int OPERATIONS_STEP = 5;
    private static final int WAITING_STEP = 4;
    private static final long DISK_STEP = 64 << 20;

    /// This condition, but what has hardly moved since `before` as it was: else every report is news, and an idle
    /// cluster never stops talking.
    public Condition steadiedBy(Condition before) {
        return new Condition(
                placementEpoch,
                settingsVersion,
                clocksDigest,
                steady(before.operationsPerSecond, operationsPerSecond, OPERATIONS_STEP),
                steady(before.waiting, waiting, WAITING_STEP),
                steady(before.freeDiskBytes, freeDiskBytes, DISK_STEP));
    }

    /// Whether others should not wait for the difference.
    public boolean isUrgentAfter(Condition before) {
        return placementEpoch != before.placementEpoch || settingsVersion != before.settingsVersion;
    }

    /// `before`, as long as the value is within an eighth of it, or within `step`.
    static long steady(long before, long now, long step) {
        return Math.abs(now - before) <= Math.max(step, before / 8) ? before : now;
    }

    void writeTo(BytesWriter out) {
        out.varint(placementEpoch).varint(settingsVersion).i64(clocksDigest);
        out.varint(operationsPerSecond).varint(waiting).varint(freeDiskBytes);
    }

    static Condition readFrom(BytesReader in) {
        long epoch = amount(in);
        long settings = amount(in);
        long clocks = in.i64();
        return new Condition(epoch, settings, clocks, amount(in), amount(in), amount(in));
    }

    static long amount(BytesReader in) {
        long value = in.varint();
        if (value < 0) {
            throw new MalformedBytes("an amount is " + Long.toUnsignedString(value) + ", beyond 63 bits");
        }
        return value;
    }
}
