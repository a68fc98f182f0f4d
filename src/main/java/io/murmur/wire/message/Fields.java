package io.murmur.wire.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.bytes.SlotHash;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Lifetime;
import io.murmur.core.replica.message.Routing;
import io.murmur.core.value.ObjectCodec;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import java.util.ArrayList;
import java.util.List;

/// The fields that bodies are made of (`src/docs/formats.md`, "Fields of messages").
final class Fields {

    private static final int DOT_BYTES_MIN = ActorId.BYTES + 1;
    private static final int KEY_BYTES_MIN = 1;
    private static final int PARTITION_MAX = SlotHash.SLOTS - 1;

    private Fields() {}

    static void writeRouting(Routing routing, BytesWriter out) {
        out.i64(routing.correlation()).varint(routing.partition()).varint(routing.epoch());
    }

    static Routing readRouting(BytesReader in) {
        return new Routing(in.i64(), readPartition(in), in.varint());
    }

    static int readPartition(BytesReader in) {
        return in.count(PARTITION_MAX);
    }

    static void writeKey(Key key, BytesWriter out) {
        out.bytes(key.bytes());
    }

    static Key readKey(BytesReader in) {
        return Key.ofOwned(in.bytes());
    }

    static void writeValue(Value value, BytesWriter out) {
        out.bytes(value.bytes());
    }

    static Value readValue(BytesReader in) {
        return Value.ofOwned(in.bytes());
    }

    static void writeObject(StoredObject object, BytesWriter out) {
        out.bytes(object.encoded());
    }

    static StoredObject readObject(BytesReader in) {
        return ObjectCodec.decode(in.bytes());
    }

    static void writeDots(List<Dot> dots, BytesWriter out) {
        out.varint(dots.size());
        for (Dot dot : dots) {
            dot.writeTo(out);
        }
    }

    static List<Dot> readDots(BytesReader in) {
        int count = in.count(in.remaining() / DOT_BYTES_MIN);
        List<Dot> dots = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            dots.add(Dot.readFrom(in));
        }
        return dots;
    }

    static void writeKeys(List<Key> keys, BytesWriter out) {
        out.varint(keys.size());
        for (Key key : keys) {
            writeKey(key, out);
        }
    }

    static List<Key> readKeys(BytesReader in) {
        int count = in.count(in.remaining() / KEY_BYTES_MIN);
        List<Key> keys = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            keys.add(readKey(in));
        }
        return keys;
    }

    static void writeFlag(boolean flag, BytesWriter out) {
        out.u8(flag ? 1 : 0);
    }

    static boolean readFlag(BytesReader in) {
        return readFlags(in, 1) == 1;
    }

    /// Bits of `known` only: an unknown one would change what the body means.
    static int readFlags(BytesReader in, int known) {
        int flags = in.u8();
        if ((flags & ~known) != 0) {
            throw new MalformedBytes("a message has flags " + flags + " that are not known to this version");
        }
        return flags;
    }

    /// An amount or a duration: what lies below zero or above [Integer#MAX_VALUE] is written as the nearest
    /// bound.
    static void writeAmount(long amount, BytesWriter out) {
        out.varint(Math.clamp(amount, 0, Integer.MAX_VALUE));
    }

    static int readAmount(BytesReader in) {
        return in.count(Integer.MAX_VALUE);
    }

    /// When a value ends, where it is said.
    static long readEnd(BytesReader in) {
        long end = in.i64();
        if (end < Lifetime.KEPT || end == Lifetime.PLAIN) {
            throw new MalformedBytes("a value ends at " + end);
        }
        return end;
    }
}
