package io.murmur.core.merkle;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import java.util.Arrays;

/// A list of 64-bit items without a box for each. Mutable, by one thread.
public final class ItemList {

    private long[] items = new long[16];
    private int size;

    public void add(long item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, 2 * size);
        }
        items[size++] = item;
    }

    public void addAll(ItemList others) {
        for (int i = 0; i < others.size; i++) {
            add(others.items[i]);
        }
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public long get(int index) {
        return items[index];
    }

    /// The items in ascending order (signed), as a new array: what can be searched.
    public long[] sorted() {
        long[] sorted = toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    public long[] toArray() {
        return Arrays.copyOf(items, size);
    }

    /// The items that are in one of the lists only; each list must have no item twice.
    public static ItemList difference(ItemList left, ItemList right) {
        ItemList difference = new ItemList();
        addMissing(left, right.sorted(), difference);
        addMissing(right, left.sorted(), difference);
        return difference;
    }

    private static void addMissing(ItemList from, long[] sorted, ItemList into) {
        for (int i = 0; i < from.size; i++) {
            if (Arrays.binarySearch(sorted, from.items[i]) < 0) {
                into.add(from.items[i]);
            }
        }
    }

    public void writeTo(BytesWriter out) {
        out.varint(size);
        for (int i = 0; i < size; i++) {
            out.i64(items[i]);
        }
    }

    /// Reads the binary form.
    ///
    /// @throws io.murmur.core.bytes.MalformedBytes when the bytes end too early
    public static ItemList readFrom(BytesReader in) {
        int count = in.count(in.remaining() / Long.BYTES);
        ItemList list = new ItemList();
        for (int i = 0; i < count; i++) {
            list.add(in.i64());
        }
        return list;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ItemList that && Arrays.equals(items, 0, size, that.items, 0, that.size);
    }

    @Override
    public int hashCode() {
        int hash = size;
        for (int i = 0; i < size; i++) {
            hash = 31 * hash + Long.hashCode(items[i]);
        }
        return hash;
    }

    @Override
    public String toString() {
        return "ItemList of " + size;
    }
}
