package io.murmur.storage.faults;

import io.murmur.core.machine.Key;
import io.murmur.storage.JournalStore;
import io.murmur.storage.NumberedEvent;
import io.murmur.storage.RowWriter;
import io.murmur.storage.SnapshotStore;
import io.murmur.storage.StorableEvent;
import io.murmur.storage.Volume;
import io.murmur.storage.model.ModelVolume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/// The steps of one seed, to be carried out on a real volume and on the model it is held against.
final class Workload {

    private static final List<String> JOURNALS = List.of("a", "b", "c");

    /// One step; it happens whole or not at all.
    sealed interface Step {
        String journal();

        record Append(String journal, long from, int count, int padding) implements Step {
            List<NumberedEvent> events() {
                return LongStream.range(from, from + count)
                        .mapToObj(number -> new NumberedEvent(journal, number, padding))
                        .toList();
            }
        }

        record SaveSnapshot(String journal, long at) implements Step {
            byte[] state() {
                return (journal + at).repeat(50).getBytes(StandardCharsets.UTF_8);
            }
        }

        record DeleteEvents(String journal, long to) implements Step {}

        record DeleteSnapshots(String journal, long to) implements Step {}

        /// Whether it looks before it writes, so that what is submitted behind it may be carried out before it.
        default boolean looksFirst() {
            return this instanceof DeleteEvents || this instanceof DeleteSnapshots;
        }
    }

    private final List<Step> steps = new ArrayList<>();
    private final TreeMap<String, Long> highest = new TreeMap<>();

    Workload(long seed, int count) {
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            String journal = JOURNALS.get(random.nextInt(JOURNALS.size()));
            long last = highest.getOrDefault(journal, 0L);
            switch (last == 0 ? 9 : random.nextInt(12)) {
                case 0, 1 -> steps.add(new Step.SaveSnapshot(journal, last));
                case 2 -> steps.add(new Step.DeleteEvents(journal, 1 + random.nextLong(last)));
                case 3 -> steps.add(new Step.DeleteSnapshots(journal, 1 + random.nextLong(last)));
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

    /// What must be there after the first `count` steps.
    ModelVolume after(int count) {
        ModelVolume model = new ModelVolume();
        steps.subList(0, count).forEach(step -> carryOut(step, model));
        return model;
    }

    private static void carryOut(Step step, ModelVolume model) {
        switch (step) {
            case Step.Append append -> {
                TreeMap<Key, byte[]> rows = new TreeMap<>();
                append.events().forEach(event -> rows.put(keyOf(event), event.row()));
                model.append(
                        append.journal(),
                        append.events().stream().map(NumberedEvent::record).toList(),
                        rows);
            }
            case Step.SaveSnapshot save -> model.saveSnapshot(save.journal(), save.at(), save.state());
            case Step.DeleteEvents(var journal, var to) -> model.deleteEvents(journal, to);
            case Step.DeleteSnapshots(var journal, var to) -> model.deleteSnapshots(journal, to);
        }
    }

    private static Key keyOf(NumberedEvent event) {
        return NumberedEvent.keyOf(event.id(), event.number());
    }

    /// What is there: rows are looked for of all events there could be.
    ModelVolume held(Volume volume) throws IOException {
        TreeSet<Key> keys = new TreeSet<>();
        highest.forEach((journal, last) ->
                LongStream.rangeClosed(1, last).forEach(number -> keys.add(NumberedEvent.keyOf(journal, number))));
        return ModelVolume.of(volume, JOURNALS, keys, key -> volume.objects().object(NumberedEvent.PARTITION, key));
    }

    /// Carries out one step.
    ///
    /// @param synced false to have it acknowledged without a sync
    static CompletableFuture<Void> carryOut(Step step, Volume volume, boolean synced) {
        return switch (step) {
            case Step.Append append -> {
                JournalStore.Append appended = new JournalStore(volume).append(append.journal());
                append.events().forEach(event -> appended.add(event.number(), new Event(event, synced)));
                yield appended.submit();
            }
            case Step.SaveSnapshot save ->
                new SnapshotStore(volume)
                        .save(
                                save.journal(),
                                new SnapshotStore.Stored(new SnapshotStore.Taken(save.at(), save.at()), save.state()));
            case Step.DeleteEvents(var journal, var to) -> new JournalStore(volume).deleteTo(journal, to);
            case Step.DeleteSnapshots(var journal, var to) ->
                new SnapshotStore(volume)
                        .delete(journal, new SnapshotStore.Bounds(0, to, Long.MIN_VALUE, Long.MAX_VALUE));
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
