package io.murmur.core.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.formation.hello.Contact;
import io.murmur.core.formation.hello.Hello;
import io.murmur.core.formation.hello.Verdict;
import io.murmur.core.formation.hello.VolumeMemory;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.machine.NodeId;
import io.murmur.core.ring.ClusterId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which processes become peers, and what is said of the others (G9).
class IdentityTest {

    private static final Contact HEARS = new Contact(true, false, Member.BOOT, VolumeMemory.NOTHING);

    private static List<Verdict.Reason> refusals(Member member) {
        return member.notices(HelloRefused.class).stream()
                .map(HelloRefused::reason)
                .toList();
    }

    private static void assertNobodyIsMet(Member member) {
        assertNull(member.viewOf("b").peer());
        assertFalse(member.sees("b"));
        assertEquals(List.of(), member.sent());
    }

    @Test
    void refusesAForeignCluster() {
        Member a = Member.started("a", 3);
        a.hear(new Hello(new ClusterId(0, 0x78), Member.peer("b", 20), 1, Member.doorsOf("b"), Member.VOLUME, HEARS));

        assertNobodyIsMet(a);
        HelloRefused refused = a.notices(HelloRefused.class).getFirst();
        assertEquals(Member.idOf("b"), refused.node());
        assertEquals(Verdict.Reason.FOREIGN_CLUSTER, refused.reason());
        assertTrue(refused.sentence().contains("murmur.cluster.nodes"), refused.sentence());
    }

    @Test
    void refusesOtherSettings() {
        Member a = Member.started("a", 3);
        a.hear(new Hello(Member.CLUSTER, Member.peer("b", 20), 2, Member.doorsOf("b"), Member.VOLUME, HEARS));

        assertNobodyIsMet(a);
        assertEquals(List.of(Verdict.Reason.OTHER_SETTINGS), refusals(a));
    }

    @Test
    void refusesABlankVolumeAStrangerAndAWrongName() {
        Member a = Member.started("a", 3);
        a.hear(Member.hello(new Introduction("b", new NodeId(1), 7, 20), HEARS));
        a.hear(Member.hello(new Introduction("x", new NodeId(1), 7, 20), HEARS));
        a.hear(Member.hello(new Introduction("c", Member.idOf("b"), 7, 20), HEARS));

        assertNobodyIsMet(a);
        assertEquals(
                List.of(Verdict.Reason.UNKNOWN_VOLUME, Verdict.Reason.NOT_A_MEMBER, Verdict.Reason.WRONG_NAME),
                refusals(a));
    }

    @Test
    void aRefusedHelloDoesNotKeepAMemberReachable() {
        Member a = Member.started("a", 3);
        a.hear(Member.hello("b", 20));
        for (int i = 0; i < 20; i++) {
            a.pass(100);
            a.hear(new Hello(Member.CLUSTER, Member.peer("b", 20), 2, Member.doorsOf("b"), Member.VOLUME, HEARS));
        }
        assertFalse(a.sees("b"));
    }

    @Test
    void knowsARestartedProcessAfterTheSilence() {
        Member a = Member.started("a", 3);
        a.hear(Member.hello("b", 20));
        a.pass(2_000);
        a.forget();
        Introduction again = new Introduction("b", Member.idOf("b"), 8, 21);
        a.hear(Member.hello(again, HEARS));

        assertEquals(again, a.viewOf("b").peer());
        assertTrue(a.sees("b"));
        assertEquals(21, a.sent().getFirst().hello().contact().hears());
        assertEquals(List.of(), refusals(a));
    }

    @Test
    void knowsAQuickRestartWithinTheSilenceWithoutAlarm() {
        Member a = Member.started("a", 3);
        a.hear(Member.hello("b", 20));
        a.pass(100);
        for (int i = 0; i < 9; i++) {
            a.hear(Member.hello("b", 21));
            a.pass(200);
        }
        assertEquals(Member.peer("b", 21), a.viewOf("b").peer());
        assertTrue(a.sees("b"));
        assertEquals(List.of(), refusals(a));
    }

    /// Frames of the new process arrive before its hello is accepted; they must not keep the old one alive.
    @Test
    void knowsAQuickRestartThoughItsFramesArrive() {
        Member a = Member.started("a", 3);
        a.hear(Member.hello("b", 20));
        for (int i = 0; i < 10; i++) {
            a.pass(200);
            a.tell(new MembershipInput.FramesHeard(List.of(Member.idOf("b"))));
            a.hear(Member.hello("b", 21));
        }
        assertEquals(Member.peer("b", 21), a.viewOf("b").peer());
    }

    @Test
    void staysWithTheProcessItKnowsWhenACopyOfItsVolumeSpeaks() {
        Member a = Member.started("a", 3);
        a.hear(Member.hello("b", 20));
        a.forget();
        for (int i = 0; i < 20; i++) {
            a.pass(100);
            a.hear(Member.hello("b", 66));
            a.pass(100);
            a.hear(Member.hello("b", 20));
            assertEquals(Member.peer("b", 20), a.viewOf("b").peer());
        }
        assertEquals(List.of(Verdict.Reason.COPIED_VOLUME), refusals(a));
    }

    @Test
    void reportsASecondProcessOnItsOwnVolume() {
        Member a = Member.started("a", 3);
        a.hear(Member.hello(Member.peer("a", 66), HEARS));
        assertEquals(List.of(Verdict.Reason.COPIED_VOLUME), refusals(a));
        assertEquals(List.of(), a.sent());
        assertEquals(a.self(), a.viewOf("a").peer());
    }

    @Test
    void repeatsARefusalOnlyNowAndThen() {
        Member a = Member.started("a", 3);
        Hello foreign =
                new Hello(new ClusterId(0, 0x78), Member.peer("b", 20), 1, Member.doorsOf("b"), Member.VOLUME, HEARS);
        for (int i = 0; i < 99; i++) {
            a.hear(foreign);
            a.pass(100);
        }
        assertEquals(List.of(Verdict.Reason.FOREIGN_CLUSTER), refusals(a));
        a.hear(Member.hello(new Introduction("c", Member.idOf("b"), 7, 20), HEARS));
        assertEquals(List.of(Verdict.Reason.WRONG_NAME), refusals(a));
        a.pass(200);
        a.hear(foreign);
        assertEquals(List.of(Verdict.Reason.FOREIGN_CLUSTER), refusals(a));
    }

    @Test
    void reportsNoMoreThanAFewOfManyStrangers() {
        Member a = Member.started("a", 3);
        for (int i = 0; i < 10_000; i++) {
            a.hear(Member.hello(new Introduction("x", new NodeId(0xF000 + i), 7, 20), HEARS));
        }
        assertEquals(RefusalLog.PLACES, refusals(a).size());
    }
}
