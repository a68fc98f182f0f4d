package io.murmur.core.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.formation.hello.Contact;
import io.murmur.core.formation.hello.Hello;
import io.murmur.core.formation.hello.VolumeMemory;
import java.util.List;
import org.junit.jupiter.api.Test;

/// When a member counts as reachable.
class ReachabilityTest {

    private static Member knowing(String... others) {
        Member a = Member.started("a", 3);
        for (String other : others) {
            a.hear(Member.hello(other, 20));
        }
        a.forget();
        return a;
    }

    @Test
    void seesAMemberThatSaysHelloAndHearsIt() {
        Member a = Member.started("a", 3);
        a.hear(Member.hello(Member.peer("b", 20), new Contact(false, true, Member.BOOT, VolumeMemory.NOTHING)));

        assertEquals(
                new MemberView(Member.idOf("b"), "b", Member.peer("b", 20), true, Member.doorsOf("b"), true, true),
                a.viewOf("b"));
        assertFalse(a.sees("c"));
    }

    @Test
    void losesAMemberThatFallsSilent() {
        Member a = knowing("b");
        a.pass(1_500);
        assertTrue(a.sees("b"));
        a.pass(50);
        assertFalse(a.sees("b"));
    }

    @Test
    void keepsTheAddressOfAMemberThatFellSilent() {
        Member a = knowing("b");
        a.pass(60_000);
        assertEquals(Member.peer("b", 20), a.viewOf("b").peer());
        assertEquals(Member.doorsOf("b"), a.viewOf("b").doors());
    }

    @Test
    void keepsAMemberWhoseFramesArrive() {
        Member a = knowing("b", "c");
        for (int i = 0; i < 10; i++) {
            a.pass(1_000);
            a.tell(new MembershipInput.FramesHeard(List.of(Member.idOf("b"))));
        }
        assertTrue(a.sees("b"));
        assertFalse(a.sees("c"));
    }

    @Test
    void seesAMemberAgainAtItsFirstFrame() {
        Member a = knowing("b");
        a.pass(5_000);
        a.tell(new MembershipInput.FramesHeard(List.of(Member.idOf("b"), Member.idOf("b"))));
        assertTrue(a.sees("b"));
    }

    @Test
    void framesDoNotIntroduceAMember() {
        Member a = Member.started("a", 3);
        a.tell(new MembershipInput.FramesHeard(List.of(Member.idOf("b"), Member.idOf("a"))));
        assertFalse(a.sees("b"));
        assertNull(a.viewOf("b").peer());
    }

    /// The way there is cut: the other is heard, but answers nothing.
    @Test
    void losesAMemberThatSaysItHearsNothing() {
        Member a = knowing("b");
        Hello deaf =
                Member.hello(Member.peer("b", 20), new Contact(false, false, Contact.NOBODY, VolumeMemory.NOTHING));
        a.hear(deaf);
        assertTrue(a.sees("b"), "what it says may be old");
        a.pass(800);
        a.hear(deaf);
        assertFalse(a.sees("b"));
        a.tell(new MembershipInput.FramesHeard(List.of(Member.idOf("b"))));
        assertFalse(a.sees("b"));
        a.hear(Member.hello("b", 20));
        assertTrue(a.sees("b"));
    }

    /// A hello that waited while this node was down speaks of the process before.
    @Test
    void doesNotTakeAHelloForItsPredecessorAsASignOfTheWayThere() {
        Member a = Member.started("a", 3);
        a.hear(Member.hello(Member.peer("b", 20), new Contact(false, false, Member.BOOT - 1, VolumeMemory.NOTHING)));
        assertFalse(a.sees("b"));
    }

    @Test
    void eachChangeOfAFlappingMemberIsOneViewAndNoHello() {
        Member a = knowing("b");
        a.pass(1_550);
        a.hear(Member.hello("b", 20));
        long version = a.view().version();
        for (int i = 1; i <= 5; i++) {
            a.pass(1_550);
            assertFalse(a.sees("b"));
            assertEquals(version + 2L * i - 1, a.view().version());
            a.sent();
            a.hear(Member.hello("b", 20));
            assertTrue(a.sees("b"));
            assertEquals(version + 2L * i, a.view().version());
            assertEquals(List.of(), a.sent());
        }
    }

    @Test
    void publishesNothingWhileNothingChanges() {
        Member a = knowing("b", "c");
        for (int i = 0; i < 40; i++) {
            a.pass(250);
            a.hear(Member.hello("b", 20), i % 7 - 20);
            a.hear(Member.hello("c", 20), i % 5 - 20);
        }
        assertEquals(1, a.notices(VolumeMemories.class).size(), "what was heard first is kept");
        assertEquals(List.of(), a.notices(MembershipNotice.class));
    }

    /// Goal: a paused process must not believe that the others were silent.
    @Test
    void blamesNobodyForItsOwnPause() {
        Member a = knowing("b", "c");
        a.standStill(10_000);
        a.tell(new MembershipInput.Ticked(Member.VOLUME));
        assertTrue(a.sees("b"));
        a.pass(1_550);
        assertFalse(a.sees("b"));
    }

    /// While this node stood still the others missed it, and said so; it must not refuse its clients for that.
    @Test
    void doesNotTakeItsOwnPauseForACutWayThere() {
        Member a = knowing("b");
        a.standStill(3_000);
        a.hear(Member.hello(Member.peer("b", 20), new Contact(false, false, Contact.NOBODY, VolumeMemory.NOTHING)));
        assertTrue(a.sees("b"));
        a.pass(500);
        a.hear(Member.hello("b", 20));
        assertTrue(a.sees("b"));
    }

    @Test
    void aPauseBringsNobodyBack() {
        Member a = knowing("b");
        a.pass(1_550);
        a.standStill(10_000);
        a.tell(new MembershipInput.Ticked(Member.VOLUME));
        assertFalse(a.sees("b"));
    }
}
