package io.murmur.storage.faults;

import io.murmur.storage.JournalStore;
import io.murmur.storage.NumberedEvent;
import io.murmur.storage.RowWriter;
import io.murmur.storage.SnapshotStore;
import io.murmur.storage.StorableEvent;
import io.murmur.storage.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/// What journals, rows and snapshots a volume holds after the first so many steps of one seed: the model that the real
/// volume is held against, and the steps to bring it there.
final class Workload {

    private static final List<String> JOURNALS = List.of("a", "b", "c");
    private static final SnapshotStore.Bounds ALL =
            new SnapshotStore.Bounds(0, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE);

    /// One step; it happens whole or not at all.
    sealed interface Step {
        String journal();

        record Append(String journal, long from, int count, int padding) implements Step {}

        record Snapshot(String journal, long at) implements Step {}

        record Cut(String journal, long to) implements Step {}
    }

    private final List<Step> steps = new ArrayList<>();

    Workload(long seed, int count) {
        Random random = new Random(seed);
        TreeMap<String, Long> highest = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            String journal = JOURNALS.get(random.nextInt(JOURNALS.size()));
            long last = highest.getOrDefault(journal, 0L);
            switch (last == 0 ? 9 : random.nextInt(10)) {
                case 0 -> steps.add(new Step.Snapshot(journal, last));
                case 1 -> steps.add(new Step.Cut(journal, 1 + random.nextLong(last)));
                default -> {
                    int events = 1 + random.nextInt(8);
                    steps.add(new Step.Append(journal, last + 1, events, random.nextInt(3000)));
                    highest.put(journal, last + events);
                }
            }
        }
    }

    List<Step> steps() {
        return steps;
    }

    /// What must be there after the first `count` steps, as text.
    String stateAfter(int count) {
        return JOURNALS.stream()
                .map(journal -> lineAfter(
                        journal,
                        steps.subList(0, count).stream()
                                .filter(step -> step.journal().equals(journal))
                                .toList()))
                .collect(Collectors.joining());
    }

    private static String lineAfter(String journal, List<Step> steps) {
        long highest = 0;
        long cut = 0;
        long snapshot = 0;
        for (Step step : steps) {
            switch (step) {
                case Step.Append append -> highest = append.from() + append.count() - 1;
                case Step.Cut(_, var to) -> cut = Math.max(cut, to);
                case Step.Snapshot(_, var at) -> snapshot = at;
            }
        }
        return line(journal, highest, cut + 1, snapshot);
    }

    /// What is there, in the same words; rows must be there for exactly the events there ever were.
    static String stateOf(Volume volume) throws IOException {
        StringBuilder text = new StringBuilder();
        JournalStore journals = new JournalStore(volume);
        for (String journal : JOURNALS) {
            long highest = journals.highestSequence(journal).join();
            List<Long> events = new ArrayList<>();
            journals.replay(
                            journal,
                            new JournalStore.Range(1, Long.MAX_VALUE, Long.MAX_VALUE),
                            event -> events.add(event.sequence()))
                    .join();
            long first = events.isEmpty() ? highest + 1 : events.getFirst();
            var newest = new SnapshotStore(volume).newest(journal, ALL).join();
            text.append(line(
                    journal,
                    highest,
                    first,
                    newest.map(found -> found.taken().sequence()).orElse(0L)));
            if (events.size() != highest - first + 1) {
                text.append("events have gaps: ").append(events);
            }
            for (long number = 1; number <= highest + 1; number++) {
                byte[] row = volume.objects().object(NumberedEvent.PARTITION, NumberedEvent.keyOf(journal, number));
                if ((row != null) != (number <= highest)) {
                    text.append("row ").append(number).append(row == null ? " is missing" : " is too many");
                }
            }
        }
        return text.toString();
    }

    private static String line(String journal, long highest, long first, long snapshot) {
        return journal + ": events " + first + " to " + highest + ", snapshot " + snapshot + "\n";
    }

    /// Carries out one step.
    ///
    /// @param synced false to have it acknowledged without a sync
    static CompletableFuture<Void> carryOut(Step step, Volume volume, boolean synced) {
        return switch (step) {
            case Step.Append(var journal, var from, var count, var padding) -> {
                JournalStore.Append append = new JournalStore(volume).append(journal);
                for (long number = from; number < from + count; number++) {
                    append.add(number, new Event(new NumberedEvent(journal, number, padding), synced));
                }
                yield append.submit();
            }
            case Step.Snapshot(var journal, var at) ->
                new SnapshotStore(volume)
                        .save(journal, new SnapshotStore.Stored(new SnapshotStore.Taken(at, at), new byte[100]));
            case Step.Cut(var journal, var to) -> new JournalStore(volume).deleteTo(journal, to);
        };
    }

    private record Event(NumberedEvent event, boolean synced) implements StorableEvent {

        @Override
        public int recordTag() {
            return event.recordTag();
        }

        @Override
        public byte[] record() {
            return event.record();
        }

        @Override
        public void writeRows(RowWriter rows) {
            event.writeRows(rows);
        }
    }
}
