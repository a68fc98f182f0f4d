package io.murmur.core.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.value.shown.Elements;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.HybridTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What collections show, on one object after another; histories are in [ObjectMergeTest].
class ElementsTest {

    private static final ActorId A = new ActorId(new NodeId(1), 1);
    private static final ActorId B = new ActorId(new NodeId(2), 1);
    private static final long NOW = 1000;

    private final ObjectMerge merge = new ObjectMerge(Safeguards.ALL);

    private static Sibling element(Dot dot, KeyType type, String name, @Nullable String value) {
        return new Sibling(
                dot,
                HybridTime.atMillis(dot.counter()),
                new OperationId(8, dot.counter()),
                value == null ? null : Value.of(value),
                null,
                new Element(type, Value.of(name)));
    }

    private StoredObject put(StoredObject object, Sibling... elements) {
        StoredObject after = object;
        for (Sibling element : elements) {
            after = merge.change(after, before -> Objects.equals(element.part(), before.part()), List.of(element));
        }
        return after;
    }

    private StoredObject remove(StoredObject object, Dot dot, KeyType type, String name) {
        Sibling removal = new Sibling(
                dot, HybridTime.atMillis(dot.counter()), new OperationId(9, 9), null, null, new Element(type, null));
        return merge.change(
                object, before -> new Element(type, Value.of(name)).equals(before.part()), List.of(removal));
    }

    private StoredObject set(StoredObject object, Dot dot, String value) {
        return merge.write(
                object,
                object.known(),
                new Sibling(dot, HybridTime.atMillis(dot.counter()), new OperationId(7, 7), Value.of(value)));
    }

    private static List<String> shown(StoredObject object, KeyType type) {
        List<String> shown = new ArrayList<>();
        Elements.of(object, type, NOW).forEach((name, sibling) -> shown.add(name + "=" + sibling.value()));
        return shown;
    }

    private static @Nullable KeyType type(StoredObject object) {
        return Elements.typeOf(object, ConflictRule.SIBLINGS, NOW);
    }

    @Test
    void showsElementsInTheOrderOfTheirNames() {
        StoredObject object = put(
                StoredObject.ABSENT,
                element(new Dot(A, 1), KeyType.SET, "b", null),
                element(new Dot(A, 2), KeyType.SET, "a", null));
        assertEquals(List.of("a=null", "b=null"), shown(object, KeyType.SET));
        assertEquals(List.of(), shown(object, KeyType.HASH));
        assertEquals(KeyType.SET, type(object));
        assertEquals(List.of(), object.visible(ConflictRule.SIBLINGS, NOW));
    }

    @Test
    void anAdditionThatDidNotKnowTheRemovalWins() {
        StoredObject first = put(StoredObject.ABSENT, element(new Dot(A, 1), KeyType.SET, "x", null));
        StoredObject removed = remove(first, new Dot(A, 2), KeyType.SET, "x");
        assertEquals(List.of(), shown(removed, KeyType.SET));
        assertNull(type(removed));
        assertEquals(List.of(), shown(merge.merge(first, removed), KeyType.SET));
        StoredObject again = put(first, element(new Dot(B, 1), KeyType.SET, "x", null));
        assertEquals(List.of("x=null"), shown(merge.merge(again, removed), KeyType.SET));
    }

    @Test
    void aFieldThatBothSidesWroteShowsTheLastWriters() {
        StoredObject one = put(StoredObject.ABSENT, element(new Dot(A, 1), KeyType.HASH, "f", "early"));
        StoredObject two = put(StoredObject.ABSENT, element(new Dot(B, 2), KeyType.HASH, "f", "late"));
        StoredObject both = merge.merge(one, two);
        assertEquals(List.of("f=late"), shown(both, KeyType.HASH));
        Sibling found = Elements.find(both, new Element(KeyType.HASH, Value.of("f")), NOW);
        assertEquals(new Dot(B, 2), found == null ? null : found.dot());
        assertNull(Elements.find(both, new Element(KeyType.HASH, Value.of("g")), NOW));
        assertNull(Elements.find(both, new Element(KeyType.SET, Value.of("f")), NOW));
    }

    @Test
    void aKeyIsWhatItsLastWriterTookItFor() {
        StoredObject members = put(StoredObject.ABSENT, element(new Dot(A, 5), KeyType.SET, "x", null));
        StoredObject early = set(StoredObject.ABSENT, new Dot(B, 1), "v");
        StoredObject late = set(StoredObject.ABSENT, new Dot(B, 9), "v");
        assertEquals(KeyType.SET, type(merge.merge(members, early)));
        assertEquals(KeyType.STRING, type(merge.merge(members, late)));
        StoredObject scores = put(StoredObject.ABSENT, element(new Dot(B, 7), KeyType.SORTED_SET, "x", "1"));
        assertEquals(KeyType.SORTED_SET, type(merge.merge(members, scores)));
        assertEquals(KeyType.STRING, type(late));
        assertNull(type(StoredObject.ABSENT));
    }

    @Test
    void whatHasEndedIsNotShown() {
        Sibling ended = new Sibling(
                new Dot(A, 1), 1, new OperationId(8, 1), null, Expiry.at(NOW), new Element(KeyType.SET, Value.of("x")));
        StoredObject object = put(StoredObject.ABSENT, ended);
        assertEquals(List.of(), shown(object, KeyType.SET));
        assertNull(type(object));
        assertEquals(KeyType.SET, Elements.typeOf(object, ConflictRule.SIBLINGS, NOW - 1));
    }

    @Test
    void anElementEndsWithItsKeyEvenIfTheExpiryDidNotKnowIt() {
        StoredObject object = put(
                StoredObject.ABSENT,
                element(new Dot(A, 1), KeyType.SET, "before", null),
                element(new Dot(A, NOW + 1), KeyType.SET, "after", null));
        Sibling expiry = new Sibling(
                new Dot(B, 1), 1, new OperationId(6, 6), null, new Expiry(NOW, 10, StoredObject.ABSENT.context()));
        StoredObject both = merge.merge(object, merge.expire(StoredObject.ABSENT, expiry, 0));
        assertEquals(List.of("after=null"), shown(both, KeyType.SET));
    }

    @Test
    void refusesBytesOfNoElement() {
        StoredObject object = put(StoredObject.ABSENT, element(new Dot(A, 1), KeyType.HASH, "f", "v"));
        assertEquals(object, ObjectCodec.decode(object.encoded()));
        int flagsAt = object.encoded().length - 4 - 2 - 2 - 1;
        for (int flags : new int[] {0, 2, 5, 18, 22, 32, 255}) {
            byte[] bytes = object.encoded().clone();
            assertEquals(6, bytes[flagsAt], "where the flags are");
            bytes[flagsAt] = (byte) flags;
            assertThrows(MalformedBytes.class, () -> ObjectCodec.decode(bytes), "flags " + flags);
        }
    }
}
