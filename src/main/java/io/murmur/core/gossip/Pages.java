package io.murmur.core.gossip;

import io.murmur.core.gossip.message.AgedReport;
import io.murmur.core.machine.Now;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/// Chooses what of too much goes into one message. Half of it is what was made last, so that news travels at full speed
/// also while a newcomer learns of everybody; the other half is drawn, so that nothing waits for ever behind news.
final class Pages {

    private final int bytesMax;
    private final RandomGenerator random;

    Pages(int bytesMax, RandomGenerator random) {
        this.bytesMax = bytesMax;
        this.random = random;
    }

    /// At least one, if there is one.
    List<AgedReport> of(List<Known> candidates, Now now) {
        List<Known> rest = new ArrayList<>(candidates);
        rest.sort(Comparator.comparingLong((Known known) -> known.ageMillis(now.nanos()))
                .thenComparing(Known::origin));
        List<AgedReport> page = new ArrayList<>();
        int bytes = 0;
        boolean drawn = false;
        for (int next = 0; next < rest.size(); next++) {
            if (!drawn && bytes > bytesMax / 2) {
                drawn = true;
                shuffle(rest.subList(next, rest.size()));
            }
            AgedReport report = rest.get(next).toTell(now);
            bytes += report.bytesMax();
            if (bytes > bytesMax && !page.isEmpty()) {
                break;
            }
            page.add(report);
        }
        return page;
    }

    /// So many at most, drawn.
    <T> List<T> draw(List<T> all, int max) {
        return all.size() <= max ? all : shuffled(all).subList(0, max);
    }

    <T> List<T> shuffled(List<T> all) {
        List<T> shuffled = new ArrayList<>(all);
        shuffle(shuffled);
        return shuffled;
    }

    private <T> void shuffle(List<T> all) {
        for (int last = all.size() - 1; last > 0; last--) {
            Collections.swap(all, last, random.nextInt(last + 1));
        }
    }
}
