package io.murmur.core.merkle;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Invariant;
import java.util.Arrays;

/// The first coded symbols of a set of 64-bit items: enough to find how the set differs from another, if it
/// differs in fewer items than there are symbols.
///
/// Each item is in symbol 0 and in later ones ever more rarely, at places that follow from the item alone: in
/// symbol i with probability 1 / (1 + i/2). A symbol is the exclusive or of its items, and of a check of
/// each. The symbols of two sets, combined, are the symbols of their difference: what both have cancels out.
/// A symbol whose sum fits its check holds one item; taken out of all its symbols it leaves others with one
/// ([#minus]). So about 1.35 to 1.75 symbols find one item of the difference, and nobody has to guess how
/// many there are: if some symbols were too few, more are taken.
///
/// There is no count in a symbol: which side has an item is known to who has the items.
///
/// Source: Yang, Gilad, Alizadeh, "Practical Rateless Set Reconciliation" (SIGCOMM 2024), sections 4 and 5.
///
/// Mutable while items are added, by one thread.
public final class Sketch {

    /// Bytes of a symbol.
    public static final int SYMBOL_BYTES = Long.BYTES + Integer.BYTES;

    /// More symbols than this are refused when read from outside.
    public static final int SYMBOLS_MAX = 1 << 16;

    private final long[] sums;
    private final int[] checks;

    /// The symbols of the empty set.
    public Sketch(int symbols) {
        Invariant.check(symbols > 0 && symbols <= SYMBOLS_MAX, "a sketch has 1 to 65536 symbols");
        this.sums = new long[symbols];
        this.checks = new int[symbols];
    }

    private Sketch(long[] sums, int[] checks) {
        this.sums = sums;
        this.checks = checks;
    }

    /// The first `symbols` symbols of the set of `items`, which are all different.
    public static Sketch of(long[] items, int symbols) {
        Sketch sketch = new Sketch(symbols);
        for (long item : items) {
            sketch.toggle(item);
        }
        return sketch;
    }

    public int symbols() {
        return sums.length;
    }

    /// Adds an item, or takes it out if it is there.
    public void toggle(long item) {
        int check = checkOf(item);
        long state = item;
        for (int place = 0; place < sums.length; ) {
            sums[place] ^= item;
            checks[place] ^= check;
            state = Mix.mix(state);
            place = nextPlace(place, state);
        }
    }

    private static int checkOf(long item) {
        return (int) (Mix.mix(item, 0x6D65726B6C65L) >>> 32);
    }

    /// The next symbol with the item, `random` being what the item brings along for this step. The distance
    /// grows with the place, so that symbol i has an item with probability 1 / (1 + i/2) (section 4.2 of the
    /// source).
    private static int nextPlace(int place, long random) {
        double uniform = ((random >>> 11) + 1) * 0x1p-53;
        double step = Math.ceil((place + 1.5) * (1 / Math.sqrt(uniform) - 1));
        return step < SYMBOLS_MAX ? place + Math.max(1, (int) step) : SYMBOLS_MAX;
    }

    /// How two sets differ.
    ///
    /// @param complete whether `items` are all
    /// @param items those that are in one set only
    /// @param estimate about how many there are; 0 if they are too many to tell
    public record Difference(boolean complete, ItemList items, int estimate) {}

    /// How the set of this sketch differs from that of `other`, which has as many symbols.
    public Difference minus(Sketch other) {
        Invariant.check(other.symbols() == symbols(), "sketches of different lengths cannot be compared");
        Sketch rest = new Sketch(sums.clone(), checks.clone());
        for (int place = 0; place < sums.length; place++) {
            rest.sums[place] ^= other.sums[place];
            rest.checks[place] ^= other.checks[place];
        }
        int estimate = rest.estimate();
        ItemList items = rest.peel();
        boolean complete = rest.isEmpty();
        return new Difference(complete, items, complete ? items.size() : estimate);
    }

    /// Of the later half of the symbols, each is empty with probability (1 - p)^items, p being what an item
    /// is in it with.
    private int estimate() {
        int from = sums.length / 2;
        int empty = 0;
        double logs = 0;
        for (int place = from; place < sums.length; place++) {
            empty += isEmpty(place) ? 1 : 0;
            logs += Math.log1p(-1 / (1 + place / 2.0));
        }
        int counted = sums.length - from;
        return empty == 0 || from == 0 ? 0 : (int) Math.round(Math.log((double) empty / counted) / (logs / counted));
    }

    private ItemList peel() {
        ItemList found = new ItemList();
        boolean more = true;
        while (more && found.size() <= sums.length) {
            more = false;
            for (int place = 0; place < sums.length && found.size() <= sums.length; place++) {
                if (isSingle(place)) {
                    long item = sums[place];
                    found.add(item);
                    toggle(item);
                    more = true;
                }
            }
        }
        return found;
    }

    private boolean isSingle(int place) {
        return !isEmpty(place) && checkOf(sums[place]) == checks[place];
    }

    private boolean isEmpty(int place) {
        return sums[place] == 0 && checks[place] == 0;
    }

    private boolean isEmpty() {
        for (int place = 0; place < sums.length; place++) {
            if (!isEmpty(place)) {
                return false;
            }
        }
        return true;
    }

    public void writeTo(BytesWriter out) {
        out.varint(sums.length);
        for (int place = 0; place < sums.length; place++) {
            out.i64(sums[place]).i32(checks[place]);
        }
    }

    /// Reads the binary form.
    ///
    /// @throws MalformedBytes when the bytes are not a sketch
    public static Sketch readFrom(BytesReader in) {
        int symbols = in.count(Math.min(SYMBOLS_MAX, in.remaining() / SYMBOL_BYTES));
        if (symbols == 0) {
            throw new MalformedBytes("a sketch has no symbols");
        }
        Sketch sketch = new Sketch(symbols);
        for (int place = 0; place < symbols; place++) {
            sketch.sums[place] = in.i64();
            sketch.checks[place] = in.i32();
        }
        return sketch;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sketch that && Arrays.equals(sums, that.sums) && Arrays.equals(checks, that.checks);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(sums) + Arrays.hashCode(checks);
    }

    @Override
    public String toString() {
        return "Sketch of " + sums.length + " symbols";
    }
}
