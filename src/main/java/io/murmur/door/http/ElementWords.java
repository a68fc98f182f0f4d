package io.murmur.door.http;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.machine.Value;
import io.murmur.core.namespace.Namespace;
import io.murmur.core.value.Element;
import io.murmur.core.value.KeyType;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.value.shown.Elements;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Words for elements of collections, and for what a key is that has some.
final class ElementWords {

    private static final double WHOLE_MAX = 0x1p52;

    private final StoredObject merged;
    private final long wallMillis;
    private final @Nullable KeyType type;
    private final SortedMap<Value, Sibling> shown;

    /// Words for one key.
    ///
    /// @param merged what all owners know of it
    ElementWords(StoredObject merged, Namespace namespace, long wallMillis) {
        this.merged = merged;
        this.wallMillis = wallMillis;
        this.type = Elements.typeOf(merged, namespace.conflict(), wallMillis);
        this.shown = type == null || type == KeyType.STRING ? new TreeMap<>() : Elements.of(merged, type, wallMillis);
    }

    /// What the key is to its readers.
    String type() {
        return type == null ? "nothing" : Names.words(type);
    }

    boolean isCollection() {
        return type != null && type != KeyType.STRING;
    }

    /// Why a reader of the collection is shown what it is shown.
    String why() {
        int count = shown.size();
        String what = (type == KeyType.HASH ? "field" : "member") + (count == 1 ? "" : "s");
        return "it is a " + type() + " of " + count + " " + what + ", the type of its last writer";
    }

    /// Which element an event is about.
    static String kind(Element element) {
        Value name = element.name();
        if (name == null) {
            return "removal of elements";
        }
        return (element.type() == KeyType.HASH ? "field " : "member ") + Preview.of(name.bytes());
    }

    /// What an element holds.
    static String held(Element element, Value value) {
        return element.type() == KeyType.SORTED_SET && value.length() == Double.BYTES
                ? number(Double.longBitsToDouble(new BytesReader(value.bytes()).i64()))
                : Preview.of(value.bytes());
    }

    private static String number(double score) {
        boolean isWhole = score == Math.rint(score) && Math.abs(score) < WHOLE_MAX;
        return isWhole ? Long.toString((long) score) : Double.toString(score);
    }

    /// What becomes of an element, or a removal, that lives.
    String fate(Sibling sibling, Element element) {
        Value name = element.name();
        if (name == null) {
            return "removed what it knew of";
        }
        if (merged.endOf(sibling) <= wallMillis) {
            return "expired";
        }
        if (element.type() != type) {
            return hidden();
        }
        boolean isShown = type == KeyType.SET || sibling.equals(shown.get(name));
        return isShown ? "in place" : "a later write of it is in place";
    }

    /// What becomes of what is not of the type that the key has.
    String hidden() {
        return "hidden, the last writer took the key for a " + type();
    }
}
