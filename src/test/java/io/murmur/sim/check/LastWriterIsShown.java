package io.murmur.sim.check;

import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import io.murmur.sim.History;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// Where the last writer wins, a reader is shown one value, the one that got the greatest time when it was
/// written of all that nothing known has superseded; or none, if that one was a delete. What it was shown is
/// compared with what was minted, not with what came through the network and the disks.
public final class LastWriterIsShown implements Checker {

    private final Function<StoredObject, List<Sibling>> shown;

    public LastWriterIsShown() {
        this(object -> object.visible(ConflictRule.LAST_WRITER, 0));
    }

    LastWriterIsShown(Function<StoredObject, List<Sibling>> shown) {
        this.shown = shown;
    }

    @Override
    public void check(History history) {
        for (History.Operation read : history.operations()) {
            StoredObject seen = read.seen();
            if (seen != null && !dotsOf(shown.apply(seen)).equals(dotsOf(lastOf(history, read, seen)))) {
                history.violate("not the last writer: " + shown.apply(seen) + " is shown by " + read);
            }
        }
    }

    /// What was added to it does not change whose it is; a sum alone is nobody's.
    private static List<Dot> dotsOf(List<Sibling> siblings) {
        return siblings.stream()
                .filter(sibling -> sibling.part() == null)
                .map(Sibling::dot)
                .toList();
    }

    private static List<Sibling> lastOf(History history, History.Operation read, StoredObject seen) {
        return seen.siblings().stream()
                .map(sibling -> minted(history, read, sibling.dot()))
                .filter(sibling -> !sibling.isExpiry() && sibling.part() == null)
                .max(Comparator.comparingLong(Sibling::hybridTime)
                        .thenComparing(sibling -> sibling.dot().actor()))
                .filter(last -> !last.isDelete())
                .map(List::of)
                .orElse(List.of());
    }

    private static Sibling minted(History history, History.Operation read, Dot dot) {
        History.Minting minting = Objects.requireNonNull(history.minting(read.key(), dot), "a dot nobody minted");
        return minting.object().siblings().stream()
                .filter(sibling -> sibling.dot().equals(dot))
                .findFirst()
                .orElseThrow();
    }
}
