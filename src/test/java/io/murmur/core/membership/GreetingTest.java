package io.murmur.core.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.formation.hello.Contact;
import io.murmur.core.formation.hello.Hello;
import io.murmur.core.formation.hello.VolumeMemory;
import io.murmur.core.formation.hello.VolumeReport;
import io.murmur.core.formation.hello.VolumeStarts;
import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.machine.NodeId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who is told hello, when, and what is in it.
class GreetingTest {

    private static List<NodeId> receivers(Member member) {
        return member.sent().stream().map(Member.Sent::to).toList();
    }

    private static Hello saidTo(Member member, String name) {
        return member.sent().stream()
                .filter(sent -> sent.to().equals(Member.idOf(name)))
                .map(Member.Sent::hello)
                .toList()
                .getLast();
    }

    @Test
    void greetsEveryoneElseAtTheStartAndAsksForAnAnswer() {
        Member a = new Member("a", 3);
        a.tell(new MembershipInput.Started(Member.VOLUME));

        Hello first = new Hello(
                Member.CLUSTER,
                a.self(),
                1,
                Member.doorsOf("a"),
                new VolumeReport(VolumeStarts.NONE, 0, false),
                new Contact(true, false, Contact.NOBODY, VolumeMemory.NOTHING));
        assertEquals(
                List.of(new Member.Sent(Member.idOf("b"), first), new Member.Sent(Member.idOf("c"), first)), a.sent());
    }

    @Test
    void publishesAViewOfUnknownMembersAtTheStart() {
        Member a = new Member("a", 2);
        a.tell(new MembershipInput.Started(Member.VOLUME));

        MemberView b = new MemberView(Member.idOf("b"), "b", null, false, null, false, false);
        MemberView self = new MemberView(Member.idOf("a"), "a", a.self(), true, Member.doorsOf("a"), false, false);
        assertEquals(new MembershipView(1, List.of(self, b), false, 0), a.view());
        assertNull(a.view().member(new NodeId(9)));
    }

    @Test
    void greetsAtASteadyPace() {
        Member a = Member.started("a", 3);
        a.pass(1_000);
        assertEquals(4 * 2, a.sent().size());
    }

    @Test
    void doesNotMakeUpForMissedHellos() {
        Member a = Member.started("a", 2);
        a.hear(Member.hello("b", 20));
        a.forget();
        a.standStill(10_000);
        a.tell(new MembershipInput.Ticked(Member.VOLUME));
        a.tell(new MembershipInput.Ticked(Member.VOLUME));
        assertEquals(List.of(Member.idOf("b")), receivers(a));
    }

    @Test
    void answersAtOnceWhoIsNew() {
        Member a = Member.started("a", 3);
        a.hear(Member.hello("b", 20));
        assertEquals(List.of(Member.idOf("b")), receivers(a));
        a.hear(Member.hello("b", 20));
        assertEquals(List.of(), receivers(a));
    }

    @Test
    void answersAtOnceWhoAsks() {
        Member a = Member.started("a", 3);
        a.hear(Member.hello("b", 20));
        a.forget();
        a.hear(Member.hello(Member.peer("b", 20), new Contact(true, false, Contact.NOBODY, VolumeMemory.NOTHING)));
        assertEquals(List.of(Member.idOf("b")), receivers(a));
    }

    @Test
    void asksForAnAnswerOnlyUntilTheOtherIsKnown() {
        Member a = Member.started("a", 2);
        a.pass(250);
        assertTrue(saidTo(a, "b").contact().answer());
        a.hear(Member.hello("b", 20));
        assertEquals(
                new Contact(false, false, 20, new VolumeMemory(7, 20, 0)),
                saidTo(a, "b").contact());
    }

    @Test
    void saysWhomItHearsNoMore() {
        Member a = Member.started("a", 2);
        a.hear(Member.hello("b", 20));
        a.pass(1_500);
        assertEquals(20, saidTo(a, "b").contact().hears());
        a.pass(300);
        assertEquals(Contact.NOBODY, saidTo(a, "b").contact().hears());
    }

    @Test
    void saysThatItHasJoined() {
        Member a = Member.started("a", 2);
        a.tell(new MembershipInput.TransportChanged(true));
        a.pass(250);
        assertTrue(saidTo(a, "b").contact().joined());
        assertTrue(a.viewOf("a").joined());
        a.tell(new MembershipInput.TransportChanged(false));
        a.pass(250);
        assertFalse(saidTo(a, "b").contact().joined());
    }

    @Test
    void ignoresAnEchoOfItself() {
        Member a = Member.started("a", 2);
        MembershipView before = a.view();
        a.hear(Member.hello(a.self(), new Contact(true, true, Member.BOOT, VolumeMemory.NOTHING)));
        assertEquals(List.of(), a.sent());
        assertEquals(before, a.view());
        assertEquals(List.of(), a.notices(MembershipNotice.class));
    }

    @Test
    void startsOnce() {
        Member a = new Member("a", 2);
        assertThrows(InvariantViolation.class, () -> a.tell(new MembershipInput.Ticked(Member.VOLUME)));
        a.tell(new MembershipInput.Started(Member.VOLUME));
        assertThrows(InvariantViolation.class, () -> a.tell(new MembershipInput.Started(Member.VOLUME)));
    }
}
