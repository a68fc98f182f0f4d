package io.murmur.storage.rocks;

import java.util.Arrays;

/// Where the committer must write the chain number into operations that were built before it was known.
public final class ChainPlaces {

    public static final ChainPlaces NONE = new ChainPlaces();

    private int[] places = new int[1];
    private int size;

    public void add(int place) {
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
        }
        places[size++] = place;
    }

    public int size() {
        return size;
    }

    public int at(int index) {
        return places[index];
    }
}
