package io.murmur.door.http;

import io.murmur.core.cut.Cut;
import io.murmur.core.cut.Cuts;
import io.murmur.door.http.status.CutHistory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Makes the document of the cuts a node has seen.
final class CutsReport {

    private static final double MILLIS_PER_SECOND = 1_000;

    private CutsReport() {}

    static CutHistory of(NodeView view, NodeView.Agreement agreement, List<NodeView.SeenCut> cuts) {
        Names names = new Names(view.members());
        return new CutHistory(
                CutHistory.FORMAT,
                view.identity().name(),
                agreement.cluster().toString(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                cuts.stream().map(seen -> seen(seen.cut(), names, keys(seen))).toList());
    }

    /// Without the keys.
    static List<CutHistory.Seen> counts(Cuts cuts, Names names) {
        return cuts.newestFirst().stream()
                .map(cut -> seen(cut, names, List.of()))
                .toList();
    }

    private static List<CutHistory.Conflict> keys(NodeView.SeenCut seen) {
        List<CutHistory.Conflict> keys = new ArrayList<>();
        for (int i = 0; i < seen.fates().size(); i++) {
            keys.add(new CutHistory.Conflict(
                    Preview.whole(seen.cut().conflicts().get(i).key().bytes()),
                    Names.words(seen.fates().get(i))));
        }
        return keys;
    }

    private static CutHistory.Seen seen(Cut cut, Names names, List<CutHistory.Conflict> keys) {
        boolean lasts = cut.untilMillis() == Cut.NOT_YET;
        long until = lasts ? System.currentTimeMillis() : cut.untilMillis();
        return new CutHistory.Seen(
                names.of(cut.peer()),
                cut.sinceStart(),
                Instant.ofEpochMilli(cut.fromMillis()).toString(),
                lasts ? null : Instant.ofEpochMilli(until).toString(),
                (until - cut.fromMillis()) / MILLIS_PER_SECOND,
                cut.writes(),
                cut.objects(),
                cut.bytes(),
                cut.isHealed() ? (cut.agreedMillis() - until) / MILLIS_PER_SECOND : null,
                cut.conflictCount(),
                keys);
    }
}
