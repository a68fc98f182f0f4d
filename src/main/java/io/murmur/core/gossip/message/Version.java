package io.murmur.core.gossip.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;

/// Which of the reports of one node is newer: ordered by generation, then boot, then number.
///
/// A process cannot know how far its predecessors had come. It begins with the first generation, and as soon as it
/// hears of a report of its own node that it did not make and that counts as newer, it goes on in the generation after
/// that one. So order needs neither clock nor disk; the boot only tells apart processes of one generation.
///
/// @param generation from 1
/// @param boot random per start of the process; ordered as an unsigned number
/// @param number of the report among those of its generation and boot, from 1; 0 before the first
public record Version(long generation, long boot, long number) implements Comparable<Version> {

    static final int BYTES_MIN = 10;
    static final int BYTES_MAX = 28;

    /// Of a process that has said nothing yet, and heard nothing of its predecessors.
    public static Version ofBoot(long boot) {
        return new Version(1, boot, 0);
    }

    /// Of the next report of the same process.
    public Version next() {
        return new Version(generation, boot, number + 1);
    }

    /// The same process, beyond `past`: the next report is newer than that.
    public Version outdoing(Version past) {
        return past.compareTo(this) > 0 ? new Version(past.generation + 1, boot, 0) : this;
    }

    @Override
    public int compareTo(Version other) {
        int byGeneration = Long.compare(generation, other.generation);
        if (byGeneration != 0) {
            return byGeneration;
        }
        int byBoot = Long.compareUnsigned(boot, other.boot);
        return byBoot == 0 ? Long.compare(number, other.number) : byBoot;
    }

    void writeTo(BytesWriter out) {
        out.varint(generation).i64(boot).varint(number);
    }

    static Version readFrom(BytesReader in) {
        Version version = new Version(in.varint(), in.i64(), in.varint());
        // Room is left for whoever has to outdo it.
        if (version.generation < 1 || version.generation > Integer.MAX_VALUE || version.number < 0) {
            throw new MalformedBytes("a report has generation " + Long.toUnsignedString(version.generation)
                    + " and number " + Long.toUnsignedString(version.number));
        }
        return version;
    }
}
