package io.murmur.cli.cuts;

import io.murmur.cli.command.TextTable;
import io.murmur.cli.command.Texts;
import io.murmur.door.http.status.CutHistory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Episodes as people read them.
final class EpisodeReading {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int KEYS_MAX = 20;

    private final StringBuilder text = new StringBuilder();

    private EpisodeReading() {}

    static String text(List<Episode> episodes) {
        EpisodeReading reading = new EpisodeReading();
        episodes.forEach(reading::write);
        return reading.text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void write(Episode episode) {
        line(DAY.format(episode.from()));
        TextTable table = new TextTable();
        table.row(List.of(
                "  node",
                "out of touch with",
                "from",
                "until",
                "lasted",
                "wrote meanwhile",
                "then fetched",
                "agreed after"));
        episode.sights().forEach(sight -> table.row(row(sight)));
        text.append(table.text());
        conflicts(episode);
        line("");
    }

    private static List<String> row(Episode.Sight sight) {
        CutHistory.Seen cut = sight.cut();
        Double agreed = cut.agreedSeconds();
        return List.of(
                "  " + sight.node(),
                cut.peer(),
                (cut.sinceStart() ? "start " : "") + TIME.format(Instant.parse(cut.from())),
                cut.until() == null ? "now" : TIME.format(sight.until()),
                Texts.seconds(cut.seconds()),
                Long.toString(cut.writes()),
                cut.objects() + " (" + Texts.bytes(cut.bytes()) + ")",
                agreed == null ? "-" : Texts.seconds(agreed));
    }

    private void conflicts(Episode episode) {
        Map<String, String> fates = episode.conflicts();
        if (fates.isEmpty()) {
            return;
        }
        Map<String, Integer> byFate = new TreeMap<>();
        fates.values().forEach(fate -> byFate.merge(fate, 1, Integer::sum));
        String more = episode.hasMoreConflicts() ? " at least" : "";
        line("  written on both sides:" + more + " " + fates.size() + (fates.size() == 1 ? " key" : " keys"));
        byFate.forEach((fate, count) -> line("    " + count + " " + fate));
        fates.entrySet().stream()
                .limit(KEYS_MAX)
                .forEach(key -> line("    \"" + key.getKey() + "\": " + key.getValue()));
        if (fates.size() > KEYS_MAX) {
            line("    and " + (fates.size() - KEYS_MAX) + " more: --json names them");
        }
    }
}
