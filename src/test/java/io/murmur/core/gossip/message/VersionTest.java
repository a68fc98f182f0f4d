package io.murmur.core.gossip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.gossip.Reports;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Versions of one node have one order, in which a process can get in front of all it has heard of.
class VersionTest {

    @Test
    void theOrderIsTotal() {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            Version a = Reports.version(random);
            Version b = Reports.version(random);
            Version c = Reports.version(random);
            assertEquals(a.equals(b), a.compareTo(b) == 0, "seed " + seed);
            assertEquals(Integer.signum(a.compareTo(b)), -Integer.signum(b.compareTo(a)), "seed " + seed);
            assertTrue(a.compareTo(b) > 0 || b.compareTo(c) > 0 || a.compareTo(c) <= 0, "seed " + seed);
        }
    }

    @Test
    void whoOutdoesIsNewerThanThePastAndOnlyGoesForward() {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            Version mine = Reports.version(random);
            Version past = Reports.version(random);
            Version beyond = mine.outdoing(past);
            assertTrue(beyond.next().compareTo(past) > 0, "seed " + seed);
            assertTrue(beyond.compareTo(mine) >= 0, "seed " + seed);
            assertEquals(mine.boot(), beyond.boot());
        }
    }

    @Test
    void whatIsNotNewerNeedNotBeOutdone() {
        Version mine = Version.ofBoot(9).next();
        assertSame(mine, mine.outdoing(mine));
        assertSame(mine, mine.outdoing(Version.ofBoot(9)));
        assertSame(mine, mine.outdoing(new Version(1, 8, 1_000_000)));
        assertEquals(new Version(2, 9, 0), mine.outdoing(new Version(1, -1, 0)));
    }
}
