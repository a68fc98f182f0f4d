package io.murmur.core.formation.hello;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.murmur.core.formation.durable.ClusterTerms;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.machine.NodeId;
import io.murmur.core.ring.ClusterId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Who is let in, and why others are not.
class HelloCheckTest {

    private static final NodeId A = new NodeId(0xA1);
    private static final NodeId B = new NodeId(0xB1);
    private static final ClusterId CLUSTER = new ClusterId(0, 0x77);
    private static final Formed FORMED = Formed.first(
            CLUSTER,
            new ClusterTerms(List.of("a", "b"), List.of(), 1, 1, ""),
            List.of(new Formed.Member("a", A), new Formed.Member("b", B)));
    private static final HelloCheck CHECK = new HelloCheck(new Introduction("a", A, 1, 10), FORMED);

    private static Hello hello(ClusterId cluster, Introduction peer, long settingsVersion) {
        return new Hello(
                cluster,
                peer,
                settingsVersion,
                new Doors("bee", 7379, 7380),
                new VolumeReport(VolumeStarts.NONE.with(new VolumeStarts.Start(20, 100)), 120, true),
                new Contact(false, false, 0, VolumeMemory.NOTHING));
    }

    private static Verdict judge(Introduction peer, HelloCheck.@Nullable Known known) {
        return CHECK.judge(hello(CLUSTER, peer, 1), known, VolumeMemory.NOTHING);
    }

    private static Introduction bee(long incarnation, long boot) {
        return new Introduction("b", B, incarnation, boot);
    }

    private static void assertRefused(Verdict.Reason reason, Verdict verdict) {
        assertEquals(reason, assertInstanceOf(Verdict.Refused.class, verdict).reason());
    }

    @Test
    void letsAMemberIn() {
        assertEquals(new Verdict.Accepted(false, false), judge(bee(2, 20), null));
        assertEquals(new Verdict.Accepted(false, false), judge(bee(2, 20), new HelloCheck.Known(bee(2, 20), true)));
    }

    @Test
    void noticesARestartAndANewIncarnation() {
        assertEquals(new Verdict.Accepted(true, false), judge(bee(2, 21), new HelloCheck.Known(bee(2, 20), false)));
        assertEquals(new Verdict.Accepted(true, true), judge(bee(3, 21), new HelloCheck.Known(bee(2, 20), false)));
    }

    @Test
    void refusesAForeignCluster() {
        assertRefused(
                Verdict.Reason.FOREIGN_CLUSTER,
                CHECK.judge(hello(new ClusterId(0, 0x78), bee(2, 20), 1), null, VolumeMemory.NOTHING));
    }

    @Test
    void refusesABlankVolumeAndAStranger() {
        assertRefused(Verdict.Reason.UNKNOWN_VOLUME, judge(new Introduction("b", new NodeId(0xB2), 2, 20), null));
        assertRefused(Verdict.Reason.NOT_A_MEMBER, judge(new Introduction("x", new NodeId(0xB2), 2, 20), null));
    }

    @Test
    void refusesAVolumeUnderAnotherName() {
        assertRefused(Verdict.Reason.WRONG_NAME, judge(new Introduction("a", B, 2, 20), null));
        assertRefused(Verdict.Reason.WRONG_NAME, judge(new Introduction("x", B, 2, 20), null));
    }

    @Test
    void refusesASecondProcessOnACopyOfAVolume() {
        assertRefused(Verdict.Reason.COPIED_VOLUME, judge(new Introduction("a", A, 1, 11), null));
        assertRefused(Verdict.Reason.COPIED_VOLUME, judge(bee(2, 21), new HelloCheck.Known(bee(2, 20), true)));
    }

    @Test
    void refusesAVolumeThatLacksWhatItHad() {
        assertRefused(
                Verdict.Reason.PUT_BACK_VOLUME,
                CHECK.judge(hello(CLUSTER, bee(2, 20), 1), null, new VolumeMemory(2, 19, 101)));
        for (VolumeMemory fine : List.of(
                new VolumeMemory(2, 19, 100), // it began with all that was known
                new VolumeMemory(2, 20, 500), // that was itself, only later
                new VolumeMemory(1, 19, 500))) { // the loss was accepted
            assertInstanceOf(Verdict.Accepted.class, CHECK.judge(hello(CLUSTER, bee(2, 20), 1), null, fine));
        }
    }

    @Test
    void refusesOtherSettings() {
        assertRefused(
                Verdict.Reason.OTHER_SETTINGS, CHECK.judge(hello(CLUSTER, bee(2, 20), 2), null, VolumeMemory.NOTHING));
    }
}
