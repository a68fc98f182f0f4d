package io.murmur.core.value;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Value;
import io.murmur.core.value.hyper.HyperLogLog;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The canonical bytes of a [StoredObject], the same in a row and in a frame (`src/docs/formats.md`, "Object").
///
/// Each sibling carries a CRC32C over its own bytes, checked on every decoding, so that rot is found where it
/// is read and never spreads.
public final class ObjectCodec {

    /// More siblings than this are refused when read from outside. Merges are never refused, so each of at
    /// most 64 owners may have let in as many as it takes (`murmur.replica.elements-max`, 10,000 at most, and
    /// `murmur.replica.siblings-max`) before they meet.
    public static final int SIBLINGS_MAX = 1 << 20;

    static final int TYPE_REGISTER = 1;
    private static final int FLAG_FENCE = 1;
    private static final int FLAG_SUPERSEDED = 2;
    private static final int SIBLING_DELETE = 0;
    private static final int SIBLING_VALUE = 1;
    private static final int SIBLING_ENDING_VALUE = 2;
    private static final int SIBLING_EXPIRY = 3;
    private static final int SIBLING_AMOUNT = 4;
    private static final int SIBLING_ENDING_AMOUNT = 5;
    private static final int SIBLING_ELEMENT = 6;
    private static final int SIBLING_REGISTERS = 7;
    private static final int SIBLING_BYTES_MIN = 32;

    private static final int ELEMENT_TYPE = 3;
    private static final int ELEMENT_HAS_VALUE = 4;
    private static final int ELEMENT_ENDS = 8;
    private static final int ELEMENT_REMOVED = 16;

    private static final int REGISTERS_END = 1;

    private ObjectCodec() {}

    static byte[] encode(StoredObject object) {
        BytesWriter out = new BytesWriter(64 + sizeOfValues(object));
        out.u8(TYPE_REGISTER);
        out.u8((object.maxFence() == 0 ? 0 : FLAG_FENCE) | (object.superseded().isEmpty() ? 0 : FLAG_SUPERSEDED));
        object.context().writeTo(out);
        out.varint(object.siblings().size());
        CRC32C checksum = new CRC32C();
        for (Sibling sibling : object.siblings()) {
            int start = out.size();
            sibling.dot().writeTo(out);
            out.i64(sibling.hybridTime());
            sibling.operation().writeTo(out);
            writeContent(sibling, out);
            checksum.reset();
            checksum.update(out.buffer(), start, out.size() - start);
            out.i32((int) checksum.getValue());
        }
        if (object.maxFence() != 0) {
            out.varint(object.maxFence());
        }
        if (!object.superseded().isEmpty()) {
            int start = out.size();
            object.superseded().writeTo(out);
            checksum.reset();
            checksum.update(out.buffer(), start, out.size() - start);
            out.i32((int) checksum.getValue());
        }
        return out.toByteArray();
    }

    private static void writeContent(Sibling sibling, BytesWriter out) {
        Value value = sibling.value();
        Amount amount = sibling.amount();
        Element element = sibling.element();
        Expiry expiry = sibling.expiry();
        if (element != null) {
            writeElement(sibling, element, out.u8(SIBLING_ELEMENT));
            return;
        }
        HyperLogLog registers = sibling.registers();
        if (registers != null) {
            writeRegisters(registers, expiry, out.u8(SIBLING_REGISTERS));
            return;
        }
        VersionVector appliesTo = expiry == null ? null : expiry.appliesTo();
        if (amount != null && expiry != null) {
            writeAmount(amount, out.u8(SIBLING_ENDING_AMOUNT).i64(expiry.atMillis()));
        } else if (amount != null) {
            writeAmount(amount, out.u8(SIBLING_AMOUNT));
        } else if (value != null && expiry != null) {
            out.u8(SIBLING_ENDING_VALUE).i64(expiry.atMillis()).bytes(value.bytes());
        } else if (value != null) {
            out.u8(SIBLING_VALUE).bytes(value.bytes());
        } else if (expiry != null && appliesTo != null) {
            appliesTo.writeTo(out.u8(SIBLING_EXPIRY).i64(expiry.atMillis()).i64(expiry.saidMillis()));
        } else {
            out.u8(SIBLING_DELETE);
        }
    }

    /// A member of a set has no value, a removal neither name nor value.
    private static void writeElement(Sibling sibling, Element element, BytesWriter out) {
        Value name = element.name();
        Value value = sibling.value();
        Expiry expiry = sibling.expiry();
        out.u8(Element.codeOf(element.type())
                | (value == null ? 0 : ELEMENT_HAS_VALUE)
                | (expiry == null ? 0 : ELEMENT_ENDS)
                | (name == null ? ELEMENT_REMOVED : 0));
        if (expiry != null) {
            out.i64(expiry.atMillis());
        }
        if (name != null) {
            out.bytes(name.bytes());
        }
        if (value != null) {
            out.bytes(value.bytes());
        }
    }

    private static void writeRegisters(HyperLogLog registers, @Nullable Expiry expiry, BytesWriter out) {
        out.u8(expiry == null ? 0 : REGISTERS_END);
        if (expiry != null) {
            out.i64(expiry.atMillis());
        }
        registers.writeTo(out);
    }

    private static void writeAmount(Amount amount, BytesWriter out) {
        out.i64(amount.total()).varint(amount.since()).i64(amount.sinceMillis());
    }

    /// Reads an object from exactly `encoded`, which the object then keeps as its bytes.
    ///
    /// @throws MalformedBytes when the bytes are not an object, or a checksum does not fit
    public static StoredObject decode(byte[] encoded) {
        BytesReader in = new BytesReader(encoded);
        int type = in.u8();
        if (type != TYPE_REGISTER) {
            throw new MalformedBytes("objects of type " + type + " are not known to this version");
        }
        int flags = in.u8();
        if ((flags & ~(FLAG_FENCE | FLAG_SUPERSEDED)) != 0) {
            throw new MalformedBytes("an object has flags " + flags + " that are not known to this version");
        }
        VersionVector context = VersionVector.readFrom(in);
        List<Sibling> siblings = siblings(in, encoded, context);
        long maxFence = (flags & FLAG_FENCE) == 0 ? 0 : fenceFrom(in);
        Totals superseded = (flags & FLAG_SUPERSEDED) == 0 ? Totals.EMPTY : supersededFrom(in, encoded, context);
        in.expectEnd();
        return StoredObject.decoded(context, siblings, maxFence, superseded, encoded);
    }

    private static List<Sibling> siblings(BytesReader in, byte[] encoded, VersionVector context) {
        int count = in.count(Math.min(SIBLINGS_MAX, in.remaining() / SIBLING_BYTES_MIN));
        List<Sibling> siblings = new ArrayList<>(count);
        CRC32C checksum = new CRC32C();
        for (int i = 0; i < count; i++) {
            int start = in.position();
            Dot dot = Dot.readFrom(in);
            Sibling sibling = withContent(dot, in.i64(), OperationId.readFrom(in), in);
            checksum.reset();
            checksum.update(encoded, start, in.position() - start);
            if (in.i32() != (int) checksum.getValue()) {
                throw new MalformedBytes("the checksum of sibling " + dot + " does not fit its bytes");
            }
            if (!context.covers(dot) || (i > 0 && siblings.get(i - 1).dot().compareTo(dot) >= 0)) {
                throw new MalformedBytes("sibling " + dot + " is out of order or outside of its context");
            }
            siblings.add(sibling);
        }
        return List.copyOf(siblings);
    }

    private static long fenceFrom(BytesReader in) {
        long fence = in.varint();
        if (fence == 0) {
            throw new MalformedBytes("an object has a fence of 0, which means none and is not written");
        }
        return fence;
    }

    private static Totals supersededFrom(BytesReader in, byte[] encoded, VersionVector context) {
        int start = in.position();
        Totals superseded = Totals.readFrom(in);
        CRC32C checksum = new CRC32C();
        checksum.update(encoded, start, in.position() - start);
        if (in.i32() != (int) checksum.getValue()) {
            throw new MalformedBytes("the checksum of what was superseded of a counter does not fit its bytes");
        }
        if (superseded.isEmpty()) {
            throw new MalformedBytes("an object has totals of nobody, which are not written");
        }
        return Known.said(context, superseded).totals();
    }

    private static Sibling withContent(Dot dot, long hybridTime, OperationId operation, BytesReader in) {
        int kind = in.u8();
        return switch (kind) {
            case SIBLING_DELETE -> new Sibling(dot, hybridTime, operation, null);
            case SIBLING_VALUE -> new Sibling(dot, hybridTime, operation, Value.ofOwned(in.bytes()));
            case SIBLING_ENDING_VALUE -> {
                Expiry expiry = Expiry.at(in.i64());
                yield new Sibling(dot, hybridTime, operation, Value.ofOwned(in.bytes()), expiry);
            }
            case SIBLING_EXPIRY ->
                new Sibling(
                        dot, hybridTime, operation, null, new Expiry(in.i64(), in.i64(), VersionVector.readFrom(in)));
            case SIBLING_AMOUNT -> new Sibling(dot, hybridTime, operation, null, null, amountFrom(dot, in));
            case SIBLING_ENDING_AMOUNT -> {
                Expiry expiry = Expiry.at(in.i64());
                yield new Sibling(dot, hybridTime, operation, null, expiry, amountFrom(dot, in));
            }
            case SIBLING_ELEMENT -> elementFrom(dot, hybridTime, operation, in);
            case SIBLING_REGISTERS -> registersFrom(dot, hybridTime, operation, in);
            default -> throw new MalformedBytes("siblings of kind " + kind + " are not known to this version");
        };
    }

    private static Sibling elementFrom(Dot dot, long hybridTime, OperationId operation, BytesReader in) {
        int flags = in.u8();
        KeyType type = Element.typeOf(flags & ELEMENT_TYPE);
        boolean hasValue = (flags & ELEMENT_HAS_VALUE) != 0;
        boolean isRemoval = (flags & ELEMENT_REMOVED) != 0;
        boolean isWhole = isRemoval ? (flags & ~ELEMENT_TYPE) == ELEMENT_REMOVED : hasValue == (type != KeyType.SET);
        if (!isWhole || flags >= 2 * ELEMENT_REMOVED) {
            throw new MalformedBytes("an element has flags " + flags + " that are not known to this version");
        }
        Expiry expiry = (flags & ELEMENT_ENDS) == 0 ? null : Expiry.at(in.i64());
        Value name = isRemoval ? null : Value.ofOwned(in.bytes());
        Value value = hasValue ? Value.ofOwned(in.bytes()) : null;
        return new Sibling(dot, hybridTime, operation, value, expiry, new Element(type, name));
    }

    private static Sibling registersFrom(Dot dot, long hybridTime, OperationId operation, BytesReader in) {
        int flags = in.u8();
        if ((flags & ~REGISTERS_END) != 0) {
            throw new MalformedBytes("registers have flags " + flags + " that are not known to this version");
        }
        Expiry expiry = flags == 0 ? null : Expiry.at(in.i64());
        return new Sibling(dot, hybridTime, operation, null, expiry, new Registers(HyperLogLog.readFrom(in)));
    }

    private static Amount amountFrom(Dot dot, BytesReader in) {
        Amount amount = new Amount(in.i64(), in.varint(), in.i64());
        if (amount.since() == 0 || amount.since() > dot.counter()) {
            throw new MalformedBytes("increment " + dot + " is of a count that began at " + amount.since());
        }
        return amount;
    }

    private static int sizeOfValues(StoredObject object) {
        int size = object.context().size() * 24;
        for (Sibling sibling : object.siblings()) {
            Value value = sibling.value();
            Element element = sibling.element();
            Value name = element == null ? null : element.name();
            HyperLogLog registers = sibling.registers();
            size += 80 + (value == null ? 0 : value.length()) + (name == null ? 0 : name.length());
            size += registers == null ? 0 : registers.length();
        }
        return size;
    }
}
