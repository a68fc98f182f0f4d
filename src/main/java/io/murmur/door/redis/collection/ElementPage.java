package io.murmur.door.redis.collection;

import io.murmur.core.bytes.XxHash64;
import io.murmur.core.machine.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/// Some elements of a collection, in the order of the hashes of their names, so that a place in that order means the
/// same on every node, whatever comes and goes. Elements that share a hash are never apart.
///
/// @param next the hash with which the next page begins, unsigned; 0 if there is none
record ElementPage(List<Value> names, long next) {

    private record Placed(long hash, Value name) {}

    private static final Comparator<Placed> BY_HASH = (left, right) -> {
        int byHash = Long.compareUnsigned(left.hash, right.hash);
        return byHash != 0 ? byHash : left.name.compareTo(right.name);
    };

    /// At least `count` of the elements from the hash `from` on, if there are so many.
    static ElementPage of(Collection<Value> names, long from, int count) {
        return of(names, from, count, name -> XxHash64.hash(name.bytes(), 0, name.length(), 0));
    }

    static ElementPage of(Collection<Value> names, long from, int count, ToLongFunction<Value> hash) {
        List<Placed> left = new ArrayList<>();
        for (Value name : names) {
            Placed placed = new Placed(hash.applyAsLong(name), name);
            if (Long.compareUnsigned(placed.hash, from) >= 0) {
                left.add(placed);
            }
        }
        left.sort(BY_HASH);
        List<Value> page = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            long at = left.get(i).hash;
            if (i >= count && at != left.get(i - 1).hash) {
                return new ElementPage(page, at);
            }
            page.add(left.get(i).name);
        }
        return new ElementPage(page, 0);
    }
}
