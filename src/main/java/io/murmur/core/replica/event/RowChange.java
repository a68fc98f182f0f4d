package io.murmur.core.replica.event;

import io.murmur.core.machine.Key;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import java.util.ArrayList;
import java.util.List;

/// One key's new row, with what stood there before.
///
/// The dot index has a row for each sibling of each object. A superseded dot's row goes with its sibling: whoever
/// pulls that dot later is told that it is superseded, and pulls the dot that superseded it.
///
/// @param left events that the dot index has besides those of `before`, because that is not what was there
public record RowChange(int partition, Key key, StoredObject before, StoredObject after, List<Dot> left) {

    public RowChange {
        left = List.copyOf(left);
    }

    /// Of rows that fit each other.
    public RowChange(int partition, Key key, StoredObject before, StoredObject after) {
        this(partition, key, before, after, List.of());
    }

    /// Dots whose index rows go.
    public List<Dot> dotsGone() {
        List<Dot> gone = missingFrom(before, after);
        for (Dot dot : left) {
            if (!after.holds(dot)) {
                gone.add(dot);
            }
        }
        return gone;
    }

    /// Dots whose index rows come.
    public List<Dot> dotsNew() {
        return missingFrom(after, before);
    }

    /// By how much it changes the number of living keys.
    public int livingDelta() {
        return (after.isAlive() ? 1 : 0) - (before.isAlive() ? 1 : 0);
    }

    private static List<Dot> missingFrom(StoredObject holder, StoredObject other) {
        List<Dot> dots = new ArrayList<>(holder.siblings().size());
        for (Sibling sibling : holder.siblings()) {
            if (!other.holds(sibling.dot())) {
                dots.add(sibling.dot());
            }
        }
        return dots;
    }
}
