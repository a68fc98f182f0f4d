package io.murmur.core.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.murmur.core.formation.hello.Contact;
import io.murmur.core.formation.hello.VolumeMemory;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who may found the Pekko cluster, and when.
class TransportRuleTest {

    private static final Contact OUTSIDE = new Contact(false, false, Member.BOOT, VolumeMemory.NOTHING);
    private static final Contact JOINED = new Contact(false, true, Member.BOOT, VolumeMemory.NOTHING);
    private static final TransportNotice MAY_FORM = new TransportNotice.MayFormTransport();

    private static List<TransportNotice> noticesOf(Member member) {
        return member.notices(TransportNotice.class);
    }

    @Test
    void joinsTheOthersOnceAtTheStart() {
        Member b = new Member("b", 3);
        b.tell(new MembershipInput.Started(Member.VOLUME));
        assertEquals(List.of(new TransportNotice.JoinTransport(List.of("a", "c"))), noticesOf(b));
        b.pass(10_000);
        assertEquals(List.of(), noticesOf(b));
    }

    @Test
    void theLowestMayFormWhenAllOthersAreOutside() {
        Member a = Member.started("a", 3);
        a.hear(Member.hello(Member.peer("b", 20), OUTSIDE));
        assertEquals(List.of(), noticesOf(a));
        a.hear(Member.hello(Member.peer("c", 20), OUTSIDE));
        assertEquals(List.of(MAY_FORM), noticesOf(a));
    }

    @Test
    void saysItOnceWhileItStaysTrue() {
        Member a = Member.started("a", 2);
        for (int i = 0; i < 20; i++) {
            a.hear(Member.hello(Member.peer("b", 20), OUTSIDE));
            a.pass(250);
        }
        assertEquals(List.of(MAY_FORM), noticesOf(a));
    }

    @Test
    void saysItAgainWhenItHasLeft() {
        Member a = Member.started("a", 2);
        a.hear(Member.hello(Member.peer("b", 20), OUTSIDE));
        a.tell(new MembershipInput.TransportChanged(true));
        a.forget();
        a.tell(new MembershipInput.TransportChanged(false));
        assertEquals(List.of(MAY_FORM), noticesOf(a));
    }

    @Test
    void aNodeAloneMayFormAtOnce() {
        Member a = new Member("a", 1);
        a.tell(new MembershipInput.Started(Member.VOLUME));
        assertEquals(List.of(MAY_FORM), noticesOf(a));
    }

    @Test
    void nobodyButTheLowestMayForm() {
        Member b = Member.started("b", 3);
        b.hear(Member.hello(Member.peer("a", 20), OUTSIDE));
        b.hear(Member.hello(Member.peer("c", 20), OUTSIDE));
        assertEquals(List.of(), noticesOf(b));
    }

    @Test
    void mayNotFormWhenSomebodyHasJoined() {
        Member a = Member.started("a", 3);
        a.hear(Member.hello(Member.peer("b", 20), OUTSIDE));
        a.hear(Member.hello(Member.peer("c", 20), JOINED));
        assertEquals(List.of(), noticesOf(a));
    }

    @Test
    void mayNotFormWhenItHasJoinedItself() {
        Member a = Member.started("a", 2);
        a.tell(new MembershipInput.TransportChanged(true));
        a.hear(Member.hello(Member.peer("b", 20), OUTSIDE));
        assertEquals(List.of(), noticesOf(a));
    }

    @Test
    void mayNotFormOnOldNews() {
        Member a = Member.started("a", 3);
        a.hear(Member.hello(Member.peer("b", 20), OUTSIDE));
        a.pass(1_600);
        a.hear(Member.hello(Member.peer("c", 20), OUTSIDE));
        assertEquals(List.of(), noticesOf(a));
    }

    @Test
    void framesAreNoNewsOfJoining() {
        Member a = Member.started("a", 3);
        a.hear(Member.hello(Member.peer("b", 20), OUTSIDE));
        a.pass(1_600);
        a.tell(new MembershipInput.FramesHeard(List.of(Member.idOf("b"))));
        a.hear(Member.hello(Member.peer("c", 20), OUTSIDE));
        assertEquals(List.of(), noticesOf(a));
    }

    @Test
    void newsDoesNotStayFreshDuringAPause() {
        Member a = Member.started("a", 3);
        a.hear(Member.hello(Member.peer("b", 20), OUTSIDE));
        a.standStill(5_000);
        a.hear(Member.hello(Member.peer("c", 20), OUTSIDE));
        assertEquals(List.of(), noticesOf(a));
    }

    /// What was said to the process before may have waited until now.
    @Test
    void mayNotFormOnAHelloThatWasNotSaidToThisProcess() {
        for (long hears : new long[] {Contact.NOBODY, Member.BOOT - 1}) {
            Member a = Member.started("a", 2);
            a.hear(Member.hello(Member.peer("b", 20), new Contact(true, false, hears, VolumeMemory.NOTHING)));
            assertEquals(List.of(), noticesOf(a));
        }
    }
}
