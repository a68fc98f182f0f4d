package io.murmur.core.value.shown;

import io.murmur.core.machine.Value;
import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.Element;
import io.murmur.core.value.KeyType;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a reader is shown of a collection.
public final class Elements {

    private Elements() {}

    /// What a key is: what its last writer took it for, of those whose work is shown. Null if nothing is shown.
    ///
    /// @param rule which of several plain values is shown
    /// @param wallMillis the time for which what ends is judged
    public static @Nullable KeyType typeOf(StoredObject object, ConflictRule rule, long wallMillis) {
        Sibling last = null;
        boolean hasOthers = false;
        for (Sibling sibling : object.siblings()) {
            Element element = sibling.element();
            if (element == null) {
                hasOthers = true;
            } else if (!element.isRemoval() && object.endOf(sibling) > wallMillis) {
                last = last == null || Sibling.compareAsWriters(sibling, last) > 0 ? sibling : last;
            }
        }
        Sibling plain = hasOthers ? firstOf(object, rule, wallMillis) : null;
        boolean isPlain = plain != null && (last == null || Sibling.compareAsWriters(plain, last) > 0);
        Element element = last == null ? null : last.element();
        return isPlain ? KeyType.STRING : element == null ? null : element.type();
    }

    private static @Nullable Sibling firstOf(StoredObject object, ConflictRule rule, long wallMillis) {
        var visible = object.visible(rule, wallMillis);
        return visible.isEmpty() ? null : visible.getFirst();
    }

    /// The elements of a collection by name, in the order of their bytes. Of an element that was written on both
    /// sides of a cut the last writer's is shown.
    ///
    /// @param wallMillis the time for which those that end are judged
    public static SortedMap<Value, Sibling> of(StoredObject object, KeyType type, long wallMillis) {
        TreeMap<Value, Sibling> elements = new TreeMap<>();
        for (Sibling sibling : object.siblings()) {
            Element element = sibling.element();
            Value name = element == null ? null : element.name();
            if (element != null && name != null && element.isIn(type) && object.endOf(sibling) > wallMillis) {
                elements.merge(name, sibling, Elements::later);
            }
        }
        return elements;
    }

    /// One element; null if it is not in the collection.
    ///
    /// @param wallMillis the time for which those that end are judged
    public static @Nullable Sibling find(StoredObject object, Element wanted, long wallMillis) {
        Sibling found = null;
        for (Sibling sibling : object.siblings()) {
            if (wanted.equals(sibling.part()) && object.endOf(sibling) > wallMillis) {
                found = found == null ? sibling : later(found, sibling);
            }
        }
        return found;
    }

    private static Sibling later(Sibling one, Sibling other) {
        return Sibling.compareAsWriters(one, other) >= 0 ? one : other;
    }
}
