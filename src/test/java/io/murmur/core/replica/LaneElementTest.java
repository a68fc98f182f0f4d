package io.murmur.core.replica;

import static io.murmur.core.replica.OneKey.beyond;
import static io.murmur.core.replica.OneKey.mint;
import static io.murmur.core.replica.OneKey.refusal;
import static io.murmur.core.replica.OneKey.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Attempt;
import io.murmur.core.replica.message.Lifetime;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.KeyType;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.value.shown.Elements;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a lane decides about elements of collections: by commands and events.
class LaneElementTest {

    private static final long SOON = TestLane.WALL + 1_000;
    private static final long LATER = TestLane.WALL + 60_000;

    private final TestLane lane = new TestLane(0xA);
    private final TestLane peer = new TestLane(0xB);

    private static Mutation add(String... members) {
        return new Mutation.PutElements(
                KeyType.SET,
                Stream.of(members)
                        .map(member -> new Mutation.Entry(Value.of(member), null))
                        .toList());
    }

    private static Mutation remove(String... members) {
        return new Mutation.RemoveElements(
                KeyType.SET, Stream.of(members).map(Value::of).toList());
    }

    private static Mutation put(String field, String value) {
        return new Mutation.PutElements(KeyType.HASH, List.of(new Mutation.Entry(Value.of(field), Value.of(value))));
    }

    private static List<String> members(TestLane at, long wallMillis) {
        return Elements.of(at.row("k"), KeyType.SET, wallMillis).keySet().stream()
                .map(Value::toString)
                .toList();
    }

    private static List<String> members(TestLane at) {
        return members(at, TestLane.WALL);
    }

    @Test
    void eachElementIsAnEventAndTakesThePlaceOfTheSameOne() {
        var first = write(lane, add("x", "y"));
        assertEquals(2, first.applied().size());
        assertEquals(List.of(), first.found());
        var second = write(lane, add("y", "z"));
        assertEquals(List.of(Value.of("y")), second.found());
        assertEquals(List.of("x", "y", "z"), members(lane));
        assertEquals(3, lane.row("k").siblings().size());
        assertTrue(second.applied().contains(first.applied().get(1)), "what it took the place of is accounted for");
    }

    @Test
    void aRemovalLeavesOneEventThatTheNextTakesAway() {
        write(lane, add("x", "y", "z"));
        var removed = write(lane, remove("x", "q"));
        assertEquals(List.of(Value.of("x")), removed.found());
        assertEquals(List.of("y", "z"), members(lane));
        write(lane, remove("y"));
        assertEquals(
                1, lane.row("k").siblings().stream().filter(Sibling::isRemoval).count());
        write(lane, add("x"));
        assertEquals(
                0, lane.row("k").siblings().stream().filter(Sibling::isRemoval).count());
        assertEquals(List.of("x", "z"), members(lane));
    }

    @Test
    void aKeyWithoutElementsIsDeadAndMayBePurged() {
        write(lane, add("x"));
        write(lane, remove("x"));
        assertFalse(lane.row("k").isAlive());
        assertTrue(PurgeRule.isDeleted(lane.row("k")));
    }

    @Test
    void anElementAfterADeleteTakesItAway() {
        lane.write("k", "v", null);
        lane.handle(lane.delete("k", null));
        write(lane, add("x"));
        assertEquals(1, lane.row("k").siblings().size());
    }

    @Test
    void refusesTheWrongTypeAndTooMany() {
        write(lane, put("f", "v"));
        assertEquals(Refusal.WRONG_TYPE, refusal(lane, add("x")));
        assertEquals(Refusal.WRONG_TYPE, refusal(lane, remove("x")));
        assertEquals(Refusal.WRONG_TYPE, refusal(lane, new Mutation.Add(1)));
        lane.write("k", "v", null);
        assertEquals(Refusal.WRONG_TYPE, refusal(lane, put("f", "v")));
        lane.handle(lane.delete("k", null));
        write(lane, add("1", "2", "3", "4", "5", "6"));
        assertEquals(Refusal.TOO_MANY_ELEMENTS, refusal(lane, add("7")));
        assertEquals(Refusal.TOO_MANY_ELEMENTS, refusal(lane, add("1", "7")));
        write(lane, add("1", "2"));
        write(lane, remove("1"));
        write(lane, add("7"));
        assertEquals(6, members(lane).size());
    }

    @Test
    void whatHasEndedDoesNotCount() {
        write(lane, add("1", "2", "3", "4", "5", "6"));
        write(lane, new Mutation.Expire(SOON));
        lane.wallClock(SOON);
        write(lane, add("7"));
        assertEquals(List.of("7"), members(lane, SOON));
    }

    @Test
    void elementsDoNotCountAsSiblings() {
        for (int i = 0; i < 5; i++) {
            write(lane, add("m" + i));
        }
        assertEquals(
                0,
                TestLane.notices(mint(lane, add("m5"), Attempt.FIRST).sendNow()).size());
    }

    @Test
    void anElementEndsWithWhatItIsAddedTo() {
        write(lane, add("x"));
        write(lane, new Mutation.Expire(SOON));
        write(lane, add("y"));
        assertEquals(List.of("x", "y"), members(lane, SOON - 1));
        assertEquals(List.of(), members(lane, SOON));
        write(lane, new Mutation.Expire(Lifetime.ENDLESS));
        assertEquals(List.of("x", "y"), members(lane, LATER));
    }

    @Test
    void whatHasEndedMakesRoomOnlyInTheSecondRound() {
        write(lane, add("old"));
        write(lane, new Mutation.Expire(SOON));
        lane.wallClock(SOON);
        write(lane, add("new"));
        assertEquals(List.of("new"), members(lane, SOON));
        assertEquals(
                List.of("new", "old"), members(lane, TestLane.WALL), "another owner may know that it does not end");
        write(lane, add("new"), Attempt.SUPERSEDE);
        assertEquals(List.of("new"), members(lane, TestLane.WALL));
    }

    @Test
    void withoutThatRuleItMakesRoomAtOnce() {
        TestLane hasty = new TestLane(0xC, Safeguards.without(Safeguard.LEARN_OF_ELEMENTS));
        write(hasty, add("old"));
        write(hasty, new Mutation.Expire(SOON));
        hasty.wallClock(SOON);
        write(hasty, add("new"));
        assertEquals(List.of("new"), members(hasty, TestLane.WALL));
    }

    @Test
    void saysWhatItKnowsOfTheSameElementsAndNothingOfOthers() {
        write(peer, add("x", "y"));
        assertEquals(StoredObject.ABSENT, beyond(peer, write(lane, add("z"))));
        StoredObject beyond = beyond(peer, write(lane, add("x")));
        assertEquals(peer.row("k"), beyond);
        assertEquals(StoredObject.ABSENT, beyond(lane, write(peer, add("y"))), "it knows no more than that");
    }

    @Test
    void saysAllItKnowsToWhoeverRemovesOrDoesNotKnowAnEnd() {
        write(peer, add("x", "y"));
        StoredObject known = beyond(peer, write(lane, remove("q")));
        assertEquals(peer.row("k"), known, "which elements were removed is not said");
        TestLane third = new TestLane(0xC);
        write(third, add("x"));
        write(third, new Mutation.Expire(SOON));
        StoredObject ending = beyond(third, write(new TestLane(0xD), add("w")));
        assertEquals(third.row("k"), ending);
    }

    @Test
    void saysThatTheKeyIsSomethingElse() {
        peer.write("k", "v", null);
        StoredObject beyond = beyond(peer, write(lane, add("x")));
        assertEquals(peer.row("k"), beyond);
    }

    @Test
    void takesBackWhatItHasPutAndNothingElse() {
        write(lane, add("x"));
        var put = new ReplicaRequest.Mint(
                lane.routing(), Key.of("k"), add("y", "z"), null, lane.operation(), Attempt.FIRST);
        lane.handle(put);
        var back = new ReplicaRequest.Mint(
                lane.routing(), Key.of("k"), add("y", "z"), null, put.operation(), Attempt.TAKE_BACK);
        lane.handle(back);
        assertEquals(List.of("x"), members(lane));
        assertEquals(2, lane.row("k").siblings().size(), "x, and that something was removed");
    }

    /// Or it would show again, before elements by a clock that is behind.
    @Test
    void whatADeleteHidesWhereTheLastWriterWinsGoesWithIt() {
        lane.write("last:k", "v", null);
        peer.wallClock(TestLane.WALL + 5);
        peer.handle(peer.delete("last:k", null));
        lane.handle(lane.merge("last:k", peer.row("last:k")));
        assertEquals(2, lane.row("last:k").siblings().size());
        lane.handle(new ReplicaRequest.Mint(
                lane.routing(), Key.of("last:k"), add("x"), null, lane.operation(), Attempt.FIRST));
        assertEquals(1, lane.row("last:k").siblings().size());
    }

    /// Made at nodes that did not know each other, both stand.
    @Test
    void anElementDoesNotEndWithAValueOfAnotherType() {
        peer.handle(new ReplicaRequest.Mint(
                peer.routing(),
                Key.of("k"),
                new Mutation.Set(Value.of("v"), SOON),
                null,
                peer.operation(),
                Attempt.FIRST));
        lane.wallClock(TestLane.WALL + 5);
        write(lane, add("x"));
        lane.handle(lane.merge("k", peer.row("k")));
        write(lane, add("y"));
        assertEquals(List.of("x", "y"), members(lane, LATER));
    }

    /// The time of a value by a clock that is far ahead is not adopted, and the key would be that value.
    @Test
    void anElementIsLaterThanWhatItKnowsToBeSomethingElse() {
        TestLane third = new TestLane(0xC);
        peer.wallClock(LATER);
        peer.write("k", "v", null);
        third.wallClock(2 * LATER);
        write(third, add("z"));
        lane.handle(lane.merge("k", peer.row("k")), lane.merge("k", third.row("k")));
        write(lane, add("z"));
        assertEquals(KeyType.SET, Elements.typeOf(lane.row("k"), ConflictRule.SIBLINGS, TestLane.WALL));
    }

    @Test
    void whatHasEndedStaysInTheFirstRoundUnderItsOwnNameToo() {
        write(lane, add("x"));
        write(lane, new Mutation.Expire(SOON));
        lane.wallClock(LATER);
        assertEquals(List.of(), write(lane, add("x")).found());
        assertEquals(2, elements(lane), "the one that has ended, and the new one");
        write(lane, add("x"), Attempt.SUPERSEDE);
        assertEquals(1, elements(lane));
    }

    private static long elements(TestLane at) {
        return at.row("k").siblings().stream()
                .filter(sibling -> sibling.element() != null)
                .count();
    }

    @Test
    void aDeleteTakesThePlaceOfAllElements() {
        write(lane, add("x", "y"));
        lane.handle(lane.delete("k", null));
        assertEquals(List.of(), members(lane));
        assertEquals(1, lane.row("k").siblings().size());
    }
}
