package io.murmur.core.value.hyper;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import java.util.Arrays;
import java.util.Collection;

/// Which elements were seen, as far as their number can be told by it. Immutable; equal registers, equal bytes.
///
/// Few registers are kept as pairs (index, value), more as 6 bits for each of all (12 KiB).
public final class HyperLogLog {

    /// How many registers there are.
    static final int REGISTERS = 1 << 14;

    /// The greatest value of a register: of 64 bits 14 choose the register, and a run of zeros ends before a one that
    /// is put behind the others.
    static final int VALUE_MAX = 51;

    /// All registers with 6 bits each.
    static final int PACKED_BYTES = REGISTERS * 6 / 8;

    private static final int SPARSE = 0;
    private static final int DENSE = 1;
    /// As pairs they take two bytes each, mostly, and at most four.
    private static final int PAIRS_MAX = 4_096;

    private static final long SEED = 0xadc83b19L;

    /// Nothing was seen.
    public static final HyperLogLog EMPTY = of(new byte[REGISTERS]);

    private final byte[] encoded;

    private HyperLogLog(byte[] encoded) {
        this.encoded = encoded;
    }

    /// What has seen these elements.
    public static HyperLogLog ofElements(Collection<byte[]> elements) {
        byte[] registers = new byte[REGISTERS];
        for (byte[] element : elements) {
            long hash = MurmurHash64.hash(element, SEED);
            int index = (int) hash & (REGISTERS - 1);
            long rest = (hash >>> 14) | (1L << 50);
            registers[index] = (byte) Math.max(registers[index], Long.numberOfTrailingZeros(rest) + 1);
        }
        return of(registers);
    }

    /// What has seen all that these have seen.
    public static HyperLogLog union(Collection<HyperLogLog> all) {
        if (all.size() == 1) {
            return all.iterator().next();
        }
        byte[] registers = new byte[REGISTERS];
        for (HyperLogLog each : all) {
            each.raise(registers);
        }
        return of(registers);
    }

    /// Of these registers, each at most [#VALUE_MAX].
    static HyperLogLog of(byte[] registers) {
        int pairs = 0;
        for (byte register : registers) {
            pairs += register == 0 ? 0 : 1;
        }
        BytesWriter out = new BytesWriter(pairs > PAIRS_MAX ? PACKED_BYTES + 1 : 4 * pairs + 4);
        if (pairs > PAIRS_MAX) {
            return new HyperLogLog(out.u8(DENSE).raw(SixBits.pack(registers)).toByteArray());
        }
        out.u8(SPARSE).varint(pairs);
        int before = -1;
        for (int i = 0; i < REGISTERS; i++) {
            if (registers[i] != 0) {
                out.varint(i - before).u8(registers[i]);
                before = i;
            }
        }
        return new HyperLogLog(out.toByteArray());
    }

    byte[] registers() {
        byte[] registers = new byte[REGISTERS];
        raise(registers);
        return registers;
    }

    /// Gives registers that are smaller than these the values of these.
    private void raise(byte[] registers) {
        BytesReader in = new BytesReader(encoded);
        if (in.u8() == DENSE) {
            byte[] own = SixBits.unpack(encoded, 1);
            for (int i = 0; i < REGISTERS; i++) {
                registers[i] = (byte) Math.max(registers[i], own[i]);
            }
            return;
        }
        int count = in.count(PAIRS_MAX);
        int index = -1;
        for (int i = 0; i < count; i++) {
            index += in.count(REGISTERS);
            registers[index] = (byte) Math.max(registers[index], in.u8());
        }
    }

    /// Appends its bytes, which say how long they are.
    public void writeTo(BytesWriter out) {
        out.raw(encoded);
    }

    /// How many bytes that are.
    public int length() {
        return encoded.length;
    }

    /// Reads what [#writeTo] has written.
    ///
    /// @throws MalformedBytes when it has not
    public static HyperLogLog readFrom(BytesReader in) {
        int form = in.u8();
        return switch (form) {
            case SPARSE -> sparseFrom(in);
            case DENSE -> denseFrom(in);
            default -> throw new MalformedBytes("registers of form " + form + " are not known to this version");
        };
    }

    private static HyperLogLog denseFrom(BytesReader in) {
        HyperLogLog read = of(SixBits.unpack(in.raw(PACKED_BYTES), 0));
        if (read.encoded[0] != DENSE) {
            throw new MalformedBytes("registers are not in their shortest form");
        }
        return read;
    }

    private static HyperLogLog sparseFrom(BytesReader in) {
        int count = in.count(PAIRS_MAX);
        BytesWriter out = new BytesWriter(4 * count + 4);
        out.u8(SPARSE).varint(count);
        int index = -1;
        for (int i = 0; i < count; i++) {
            int gap = in.count(REGISTERS);
            int value = in.u8();
            index += gap;
            if (gap == 0 || index >= REGISTERS || value == 0 || value > VALUE_MAX) {
                throw new MalformedBytes("register " + index + " is given the value " + value + " after a gap of " + gap
                        + "; there are " + REGISTERS + " in order, with values from 1 to " + VALUE_MAX);
            }
            out.varint(gap).u8(value);
        }
        return new HyperLogLog(out.toByteArray());
    }

    /// Whether this has seen all that `other` has seen, as far as one can tell.
    public boolean includes(HyperLogLog other) {
        byte[] raised = registers();
        byte[] own = raised.clone();
        other.raise(raised);
        return Arrays.equals(own, raised);
    }

    /// How many different elements were seen; the standard error is 0.81 %.
    public long estimate() {
        return Estimator.estimate(registers());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HyperLogLog that && Arrays.equals(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return "HyperLogLog[~" + estimate() + ", " + length() + " bytes, " + Integer.toHexString(hashCode()) + "]";
    }
}
