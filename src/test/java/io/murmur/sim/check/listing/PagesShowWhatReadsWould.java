package io.murmur.sim.check.listing;

import io.murmur.core.machine.Key;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.Sibling;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import io.murmur.sim.Fact;
import io.murmur.sim.History;
import io.murmur.sim.check.Checker;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// G2 and G7 for lists, at any time, whatever is broken: a page holds each key with a value that was acknowledged
/// before the page was asked for and that nobody has ended since; and none whose values were all superseded by
/// deletes that were acknowledged, or purged, before. Only where R + W > N.
///
/// It judges by what was minted. Of what may have been ended, or may still show, it says nothing.
public final class PagesShowWhatReadsWould implements Checker {

    @Override
    public void check(History history) {
        TreeSet<Key> keys = new TreeSet<>();
        history.operations().forEach(operation -> keys.add(operation.key()));
        for (Fact.Page page : history.all(Fact.Page.class)) {
            for (Key key : keys) {
                if (page.reaches(key)
                        && history.partitionOf(key) == page.asked().partition()) {
                    check(history, page, key);
                }
            }
        }
    }

    private static void check(History history, Fact.Page page, Key key) {
        boolean isListed = page.listed().keys().contains(key);
        if (!isListed && mustShow(history, page, key)) {
            history.violate(
                    "missing: " + key + " lives, and is not in " + page + "; minted: " + history.mintingsOf(key));
        }
        if (isListed && mustNotShow(history, page, key)) {
            history.violate(
                    "listed: " + key + " was deleted, and is in " + page + "; minted: " + history.mintingsOf(key));
        }
    }

    private static boolean mustShow(History history, Fact.Page page, Key key) {
        return history.operations().stream()
                .filter(write -> isAcknowledgedBefore(page, key, write))
                .map(write -> mintingsOf(history, write))
                .anyMatch(mintings -> mintings.stream().anyMatch(PagesShowWhatReadsWould::isEndless)
                        && history.mintingsOf(key).stream().noneMatch(other -> mayEnd(other, mintings)));
    }

    private static boolean isAcknowledgedBefore(Fact.Page page, Key key, History.Operation write) {
        return write.key().equals(key) && write.acknowledged() != null && write.endNanos() < page.startNanos();
    }

    private static List<History.Minting> mintingsOf(History history, History.Operation write) {
        return history.mintingsOf(write.key()).stream()
                .filter(minting -> minting.operation().equals(write.write()))
                .toList();
    }

    /// Null of an event that left nothing, which must not be but with a safeguard off.
    private static @Nullable Sibling own(History.Minting minting) {
        return minting.object().siblings().stream()
                .filter(sibling -> sibling.dot().equals(minting.dot()))
                .findFirst()
                .orElse(null);
    }

    private static boolean isEndless(History.Minting minting) {
        Sibling own = own(minting);
        return own != null && own.value() != null && own.expiry() == null && own.part() == null;
    }

    private static boolean isDelete(History.Minting minting) {
        Sibling own = own(minting);
        return own != null && own.isDelete();
    }

    private static boolean isValue(History.Minting minting) {
        Sibling own = own(minting);
        return own != null && own.isValue();
    }

    /// A repetition collapses into the first event of its operation, so what ends one of them ends all.
    private static boolean mayEnd(History.Minting other, List<History.Minting> mintings) {
        return !isEndless(other) && mintings.stream().anyMatch(minting -> isAbout(other, minting.dot()));
    }

    private static boolean isAbout(History.Minting other, Dot dot) {
        Sibling own = own(other);
        Expiry expiry = own == null ? null : own.expiry();
        VersionVector about = expiry == null ? null : expiry.appliesTo();
        return (other.object().context().covers(dot)
                        && (about != null || !other.object().holds(dot)))
                || (about != null && about.covers(dot));
    }

    /// Judged by what a delete knew when it was minted: the answer to a repetition may tell of more.
    private static boolean mustNotShow(History history, Fact.Page page, Key key) {
        VersionVector purged = history.purgedBefore(key, page.startNanos());
        List<History.Minting> deletes = history.operations().stream()
                .filter(write -> isAcknowledgedBefore(page, key, write))
                .flatMap(write -> mintingsOf(history, write).stream()
                        .filter(minting ->
                                Objects.requireNonNull(write.acknowledged()).covers(minting.dot())))
                .filter(PagesShowWhatReadsWould::isDelete)
                .toList();
        return history.mintingsOf(key).stream()
                .filter(PagesShowWhatReadsWould::isValue)
                .allMatch(minting -> purged.covers(minting.dot())
                        || deletes.stream().anyMatch(delete -> isAbout(delete, minting.dot())));
    }
}
