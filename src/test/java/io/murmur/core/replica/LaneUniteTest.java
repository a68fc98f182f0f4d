package io.murmur.core.replica;

import static io.murmur.core.replica.OneKey.beyond;
import static io.murmur.core.replica.OneKey.mint;
import static io.murmur.core.replica.OneKey.refusal;
import static io.murmur.core.replica.OneKey.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import io.murmur.core.value.Registers;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.value.hyper.HyperLogLog;
import io.murmur.core.value.hyper.RedisForm;
import io.murmur.core.value.shown.Elements;
import io.murmur.core.version.Dot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Additions to HyperLogLogs at one replica.
class LaneUniteTest {

    private static final long SOON = TestLane.WALL + 100;
    private static final long LATER = TestLane.WALL + 10_000;

    private final TestLane lane = new TestLane(0xA);
    private final TestLane peer = new TestLane(0xB);

    private static HyperLogLog of(String... elements) {
        return HyperLogLog.ofElements(Stream.of(elements)
                .map(element -> element.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    private static Mutation add(String... elements) {
        return new Mutation.Unite(of(elements));
    }

    private static HyperLogLog seen(TestLane at, long wallMillis) {
        return Registers.in(at.row("k"), wallMillis);
    }

    @Test
    void anAdditionStandsBesideOthersUntilTheyAreUnited() {
        write(lane, add("x"));
        write(lane, add("y"));
        assertEquals(2, lane.row("k").siblings().size());
        assertEquals(of("x", "y"), seen(lane, TestLane.WALL));
        var united = write(lane, add("z"), Attempt.SUPERSEDE);
        assertEquals(1, lane.row("k").siblings().size());
        assertEquals(of("x", "y", "z"), seen(lane, TestLane.WALL));
        assertEquals(3, united.applied().size(), "what it took the place of is accounted for");
    }

    /// The delete is known at the other owner alone when the addition is made.
    @Test
    void whatWasDeletedElsewhereIsNotBroughtBack() {
        var first = write(lane, add("old"));
        beyond(peer, first);
        peer.handle(peer.delete("k", null));
        var second = write(lane, add("new"));
        StoredObject known = beyond(peer, second);
        assertEquals(of("new"), seen(peer, TestLane.WALL));
        lane.handle(lane.merge("k", known));
        assertEquals(of("new"), seen(lane, TestLane.WALL));
        write(lane, add("new"), Attempt.SUPERSEDE);
        assertEquals(of("new"), seen(lane, TestLane.WALL));
    }

    @Test
    void unitedAtOnceItIsBroughtBack() {
        TestLane hasty = new TestLane(0xC, Safeguards.without(Safeguard.UNITE_AFTER_ASKING));
        beyond(peer, write(hasty, add("old")));
        peer.handle(peer.delete("k", null));
        beyond(peer, write(hasty, add("new")));
        assertEquals(of("old", "new"), seen(peer, TestLane.WALL));
    }

    @Test
    void whatOthersAddedMeanwhileStays() {
        var mine = write(lane, add("x"));
        var theirs = write(peer, add("y"));
        beyond(peer, mine);
        var united = write(peer, add("z"), Attempt.SUPERSEDE);
        write(lane, add("w"));
        lane.handle(lane.merge("k", united.object(), united.applied().toArray(Dot[]::new)));
        assertEquals(of("x", "y", "z", "w"), seen(lane, TestLane.WALL));
        assertEquals(2, lane.row("k").siblings().size());
        assertTrue(united.applied().contains(theirs.applied().getFirst()));
    }

    @Test
    void saysAllItKnowsBeyondAnAddition() {
        write(peer, add("y"));
        assertEquals(
                peer.row("k").known().context().size() + 1,
                beyond(peer, write(lane, add("x"))).context().size());
        assertEquals(StoredObject.ABSENT, beyond(lane, write(peer, add("z"))), "it knows no more than that");
    }

    @Test
    void refusesTheWrongType() {
        lane.write("k", "v", null);
        assertEquals(Refusal.WRONG_TYPE, refusal(lane, add("x")));
        lane.handle(lane.delete("k", null));
        write(lane, new Mutation.Add(1));
        assertEquals(Refusal.WRONG_TYPE, refusal(lane, add("x")));
        lane.handle(lane.delete("k", null));
        write(lane, add("x"));
        assertEquals(Refusal.NOT_A_NUMBER, refusal(lane, new Mutation.Add(1)));
        var put = new Mutation.PutElements(KeyType.SET, List.of(new Mutation.Entry(Value.of("m"), null)));
        assertEquals(Refusal.WRONG_TYPE, refusal(lane, put));
    }

    @Test
    void isAStringToItsReadersAndCanBeMadeOfOne() {
        Value held = Value.ofOwned(RedisForm.write(of("x")));
        write(lane, Mutation.set(held));
        write(lane, add("y"));
        StoredObject row = lane.row("k");
        assertEquals(KeyType.STRING, Elements.typeOf(row, ConflictRule.SIBLINGS, TestLane.WALL));
        List<Sibling> visible = row.visible(ConflictRule.SIBLINGS, TestLane.WALL);
        assertEquals(1, visible.size());
        assertEquals(
                Value.ofOwned(RedisForm.write(of("x", "y"))), visible.getFirst().value());
        lane.handle(lane.delete("k", null));
        assertEquals(List.of(), lane.row("k").visible(ConflictRule.SIBLINGS, TestLane.WALL));
        write(lane, add("z"));
        assertEquals(
                Value.ofOwned(RedisForm.write(of("z"))),
                lane.row("k")
                        .visible(ConflictRule.SIBLINGS, TestLane.WALL)
                        .getFirst()
                        .value());
    }

    @Test
    void whatIsAddedEndsWithTheKey() {
        write(lane, add("x"));
        write(lane, new Mutation.Expire(SOON));
        write(lane, add("y"));
        assertEquals(of("x", "y"), seen(lane, SOON - 1));
        assertEquals(HyperLogLog.EMPTY, seen(lane, SOON));
        write(lane, new Mutation.Expire(Lifetime.ENDLESS));
        assertEquals(of("x", "y"), seen(lane, LATER));
    }

    @Test
    void whatHasEndedIsNeitherUnitedNorTakenAwayBeforeOthersWereAsked() {
        write(lane, add("old"));
        write(lane, new Mutation.Expire(SOON));
        lane.wallClock(SOON);
        write(lane, add("new"));
        assertEquals(of("new"), seen(lane, SOON));
        assertEquals(of("old", "new"), seen(lane, TestLane.WALL), "another owner may know that it does not end");
        write(lane, add("new"), Attempt.SUPERSEDE);
        assertEquals(of("new"), seen(lane, TestLane.WALL));
    }

    @Test
    void takesBackWhatItHasAddedAndNothingElse() {
        write(lane, add("x"));
        var put = new ReplicaRequest.Mint(lane.routing(), Key.of("k"), add("y"), null, lane.operation(), Attempt.FIRST);
        lane.handle(put);
        lane.handle(new ReplicaRequest.Mint(
                lane.routing(), Key.of("k"), add("y"), null, put.operation(), Attempt.TAKE_BACK));
        assertEquals(of("x"), seen(lane, TestLane.WALL));
        assertEquals(2, lane.row("k").siblings().size(), "x, and that something was taken back");
        write(lane, add("z"));
        assertEquals(2, lane.row("k").siblings().size());
    }

    @Test
    void additionsDoNotCountAsSiblings() {
        for (int i = 0; i < 12; i++) {
            write(lane, add("m" + i));
        }
        assertEquals(
                0,
                TestLane.notices(mint(lane, add("last"), Attempt.FIRST).sendNow())
                        .size());
    }
}
