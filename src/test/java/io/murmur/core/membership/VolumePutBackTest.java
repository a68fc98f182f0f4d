package io.murmur.core.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.formation.hello.Contact;
import io.murmur.core.formation.hello.Hello;
import io.murmur.core.formation.hello.Verdict;
import io.murmur.core.formation.hello.VolumeMemory;
import io.murmur.core.formation.hello.VolumeReport;
import io.murmur.core.formation.hello.VolumeStarts;
import io.murmur.core.formation.message.Introduction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A volume that was put back whole is noticed by what others remember of it (G9).
class VolumePutBackTest {

    private static final long INCARNATION = 7;

    /// A peer that remembers `synced` writes of member a's volume, made by the process `boot`.
    private static Hello reminding(String from, long boot, long incarnation, long synced) {
        VolumeMemory memory = new VolumeMemory(incarnation, boot, synced);
        return Member.hello(Member.peer(from, 20), new Contact(false, false, Member.BOOT, memory));
    }

    private static Hello reporting(long boot, long incarnation, VolumeStarts starts, long synced) {
        return new Hello(
                Member.CLUSTER,
                new Introduction("b", Member.idOf("b"), incarnation, boot),
                1,
                Member.doorsOf("b"),
                new VolumeReport(starts, synced, true),
                new Contact(false, false, Member.BOOT, VolumeMemory.NOTHING));
    }

    /// @param bootsAndChains a boot, how far the volume had come at its start, the next boot, and so on
    private static VolumeStarts starts(long... bootsAndChains) {
        VolumeStarts starts = VolumeStarts.NONE;
        for (int i = 0; i < bootsAndChains.length; i += 2) {
            starts = starts.with(new VolumeStarts.Start(bootsAndChains[i], bootsAndChains[i + 1]));
        }
        return starts;
    }

    private static VolumeMemory rememberedOfB(Member member) {
        member.pass(250);
        return member.sent().stream()
                .filter(sent -> sent.to().equals(Member.idOf("b")))
                .map(sent -> sent.hello().contact().remembers())
                .toList()
                .getLast();
    }

    @Test
    void stopsWhenAPeerRemembersWhatTheVolumeLacks() {
        Member a = new Member("a", 3);
        a.tell(new MembershipInput.Started(new VolumeReport(starts(18, 90, Member.BOOT, 100), 100, true)));
        a.hear(reminding("b", 18, INCARNATION, 101));
        VolumePutBack stop = a.notices(VolumePutBack.class).getFirst();
        assertTrue(stop.sentence().contains("node b remembers writes up to 101"), stop.sentence());
    }

    @Test
    void goesOnWhenAPeerRemembersNoMoreThanItHas() {
        Member a = new Member("a", 3);
        a.tell(new MembershipInput.Started(new VolumeReport(starts(18, 90, Member.BOOT, 100), 100, true)));
        a.hear(reminding("b", 18, INCARNATION, 100));
        a.hear(reminding("b", Member.BOOT, INCARNATION, 5_000));
        a.hear(reminding("b", 18, INCARNATION - 1, 5_000));
        assertEquals(List.of(), a.notices(VolumePutBack.class));
    }

    @Test
    void doesNotTalkToAProcessWhoseVolumeWasPutBack() {
        Member a = Member.started("a", 3);
        a.hear(reporting(20, INCARNATION, starts(20, 100), 500));
        a.pass(2_000);
        a.hear(reporting(21, INCARNATION, starts(20, 100, 21, 499), 499));
        assertFalse(a.sees("b"));
        assertEquals(
                List.of(Verdict.Reason.PUT_BACK_VOLUME),
                a.notices(HelloRefused.class).stream().map(HelloRefused::reason).toList());
        assertEquals(new VolumeMemory(INCARNATION, 20, 500), rememberedOfB(a), "and keeps telling it why");

        a.hear(reporting(22, INCARNATION + 1, starts(22, 499), 499));
        assertTrue(a.sees("b"));
    }

    @Test
    void remembersTheFurthestAVolumeHasCome() {
        Member a = Member.started("a", 3);
        a.hear(reporting(20, INCARNATION, starts(20, 100), 500));
        a.hear(reporting(20, INCARNATION, starts(20, 100), 450));
        assertEquals(new VolumeMemory(INCARNATION, 20, 500), rememberedOfB(a));
        a.pass(2_000);
        a.hear(reporting(21, INCARNATION, starts(20, 100, 21, 500), 500));
        assertEquals(new VolumeMemory(INCARNATION, 21, 500), rememberedOfB(a));
    }

    @Test
    void keepsWhatItRemembersNowAndThen() {
        Member a = Member.started("a", 3);
        a.hear(reporting(20, INCARNATION, starts(20, 100), 500));
        a.pass(4_900);
        assertEquals(List.of(), a.notices(VolumeMemories.class));
        a.pass(200);
        VolumeMemories kept = a.notices(VolumeMemories.class).getFirst();
        assertEquals(new VolumeMemory(INCARNATION, 20, 500), kept.of(Member.idOf("b")));
        assertEquals(VolumeMemory.NOTHING, kept.of(Member.idOf("c")));
        assertEquals(kept, VolumeMemories.decode(kept.encode()));
        a.pass(10_000);
        assertEquals(List.of(), a.notices(VolumeMemories.class), "nothing new");
    }

    @Test
    void refusesOtherBytesThanMemories() {
        byte[] bytes = new VolumeMemories(new TreeMap<>(Map.of(Member.idOf("b"), new VolumeMemory(1, 2, 3)))).encode();
        for (int length = 0; length < bytes.length; length++) {
            byte[] torn = Arrays.copyOf(bytes, length);
            assertThrows(MalformedBytes.class, () -> VolumeMemories.decode(torn));
        }
        bytes[0] = 2;
        assertThrows(MalformedBytes.class, () -> VolumeMemories.decode(bytes));
    }

    @Test
    void itsReplicasCountWhenEveryoneHasSpokenToItOrHadTheTime() {
        Member a = Member.started("a", 3);
        assertFalse(a.viewOf("a").answers());
        a.hear(Member.hello("b", 20));
        assertFalse(a.viewOf("a").answers());
        a.hear(Member.hello(Member.peer("c", 30), new Contact(false, false, 999, VolumeMemory.NOTHING)));
        assertFalse(a.viewOf("a").answers(), "that may have been said before a was put back");
        a.sent();
        a.hear(Member.hello("c", 30));
        assertTrue(a.viewOf("a").answers());
        assertTrue(a.sent().stream().allMatch(sent -> sent.hello().volume().answers()));

        Member alone = Member.started("a", 3);
        alone.pass(1_400);
        assertFalse(alone.viewOf("a").answers());
        alone.pass(100);
        assertTrue(alone.viewOf("a").answers());
        assertTrue(Member.started("a", 1).viewOf("a").answers());
    }

    @Test
    void aPauseOfItsOwnIsNoTimeForTheOthers() {
        Member a = Member.started("a", 3);
        a.standStill(10_000);
        a.pass(1_400);
        assertFalse(a.viewOf("a").answers());
        a.pass(200);
        assertTrue(a.viewOf("a").answers());
    }

    @Test
    void theReplicasOfAVolumeThatLostDataNeverCount() {
        Member a = new Member("a", 1);
        a.tell(new MembershipInput.Started(new VolumeReport(VolumeStarts.NONE, 0, false)));
        assertFalse(a.viewOf("a").answers());
    }
}
