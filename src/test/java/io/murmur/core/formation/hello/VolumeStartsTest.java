package io.murmur.core.formation.hello;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Which past a volume can have had, told from its starts.
class VolumeStartsTest {

    private static VolumeStarts starts(VolumeStarts before, long boot, long chain) {
        return before.with(new VolumeStarts.Start(boot, chain));
    }

    @Test
    void lacksWhatCameBehindTheNextStart() {
        VolumeStarts starts = starts(starts(VolumeStarts.NONE, 1, 0), 2, 13);
        assertFalse(starts.lack(1, 13));
        assertTrue(starts.lack(1, 14));
        assertFalse(starts.lack(2, 1_000), "the process that runs knows best");
    }

    @Test
    void lacksWhatAProcessMadeItNeverSaw() {
        VolumeStarts starts = starts(VolumeStarts.NONE, 1, 0);
        assertTrue(starts.lack(2, 1));
        assertFalse(starts.lack(2, 0), "it made nothing");
        assertFalse(VolumeStarts.NONE.lack(2, 1), "nothing is known");
    }

    /// Put back to 13, it grew to 20 and started again before anybody could tell it (found by simulation, seed 38,793).
    @Test
    void lacksItHoweverFarItHasComeSince() {
        VolumeStarts wentOn = starts(starts(VolumeStarts.NONE, 1, 0), 2, 13);
        VolumeStarts putBack = starts(starts(wentOn, 3, 13), 4, 20);
        assertTrue(putBack.lack(2, 19));
        assertFalse(putBack.lack(1, 13));
    }

    /// No history is accused of lacking what it has; what it lacks is found while the starts since it parted are kept.
    @Test
    void neverAccusesAVolumeOfItsOwnPast() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            VolumeStarts starts = VolumeStarts.NONE;
            List<VolumeStarts.Start> heard = new ArrayList<>();
            long chain = 0;
            for (long boot = 1; boot < 60; boot++) {
                starts = starts(starts, boot, chain);
                for (VolumeStarts.Start told : heard) {
                    assertFalse(starts.lack(told.boot(), told.chain()), "seed " + seed + " boot " + boot);
                }
                chain += random.nextInt(3);
                heard.add(new VolumeStarts.Start(boot, chain));
            }
            VolumeStarts parted = starts(starts, 100, chain);
            VolumeStarts wentOn = starts(starts, 101, chain);
            assertTrue(parted.lack(101, chain + 1), "seed " + seed);
            assertTrue(wentOn.lack(100, chain + 1), "seed " + seed);
            assertEquals(16, wentOn.all().size());
        }
    }
}
