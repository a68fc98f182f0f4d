package io.murmur.core.replica.listing;

import io.murmur.core.machine.Key;
import io.murmur.core.replica.message.ListedRow;
import io.murmur.core.replica.message.ListedRow.Shown;
import io.murmur.core.replica.message.ReplicaReply.RowsListed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What pages of several owners, all asked for from the same hash on, say together. It reaches as far as the shortest
/// of them: beyond that some owner has not said what it holds.
///
/// Equal objects merge to themselves, and nothing merges with an object to that object. So a key is shown without a
/// further question only where all owners have the same object of it, and left out where nothing that any of them has
/// can show. Everything else is doubted: only a read tells what the merged object shows. Among it what one owner shows
/// and another does not have: that one may have purged a delete of which the first has not heard.
///
/// @param keys that show a value, or are doubted, in order
/// @param doubted those that have to be read, in order
/// @param nextHash where the next page begins, unless this was the last
public record MergedPage(List<Key> keys, List<Key> doubted, long nextHash, boolean last) {

    public MergedPage {
        keys = List.copyOf(keys);
        doubted = List.copyOf(doubted);
    }

    /// Puts pages together.
    ///
    /// @param doubtedMax after so many the page ends, but never between two keys of one hash
    public static MergedPage of(List<RowsListed> pages, int doubtedMax) {
        RowsListed shortest = shortestOf(pages);
        TreeMap<Key, Said> rows = new TreeMap<>();
        for (RowsListed page : pages) {
            for (ListedRow row : page.rows()) {
                if (shortest == null || Long.compareUnsigned(row.key().hash(), shortest.nextHash()) < 0) {
                    rows.computeIfAbsent(row.key(), _ -> new Said(row)).add(row);
                }
            }
        }
        return judge(rows, pages.size(), doubtedMax, shortest);
    }

    /// The page that ends first; null if all are the last of their owners.
    private static @Nullable RowsListed shortestOf(List<RowsListed> pages) {
        RowsListed shortest = null;
        for (RowsListed page : pages) {
            boolean isShorter = shortest == null || Long.compareUnsigned(page.nextHash(), shortest.nextHash()) < 0;
            if (!page.last() && isShorter) {
                shortest = page;
            }
        }
        return shortest;
    }

    private static MergedPage judge(
            TreeMap<Key, Said> rows, int owners, int doubtedMax, @Nullable RowsListed shortest) {
        List<Key> keys = new ArrayList<>();
        List<Key> doubted = new ArrayList<>();
        long hash = 0;
        for (Map.Entry<Key, Said> row : rows.entrySet()) {
            Key key = row.getKey();
            if (doubted.size() >= doubtedMax && key.hash() != hash) {
                return new MergedPage(keys, doubted, key.hash(), false);
            }
            hash = key.hash();
            boolean isDoubted = row.getValue().isDoubted(owners);
            if (isDoubted) {
                doubted.add(key);
            }
            if (isDoubted || row.getValue().shows()) {
                keys.add(key);
            }
        }
        return new MergedPage(keys, doubted, shortest == null ? 0 : shortest.nextHash(), shortest == null);
    }

    /// What the owners have said of one key. Mutable.
    private static final class Said {

        private final long content;
        private boolean differs;
        private boolean shows;
        private boolean maySurvive;
        private int owners;

        Said(ListedRow first) {
            this.content = first.content();
        }

        void add(ListedRow row) {
            owners++;
            differs |= row.content() != content;
            shows |= row.shown() == Shown.LIVING;
            maySurvive |= row.shown() != Shown.NOTHING;
        }

        boolean shows() {
            return shows;
        }

        /// What has ended for one owner may go on by what another knows beside it.
        boolean isDoubted(int asked) {
            return differs ? maySurvive : shows && owners < asked;
        }
    }
}
