package io.murmur.load.absence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What happens to each key: the first ones, *old*, are written before the node goes away, the others, *new*, while
/// it is away. Of the old ones a third is then overwritten and a third deleted, of the new ones a twentieth each.
///
/// A key has one writer, which writes the next of a key only when the one before is acknowledged, so the last one
/// is known.
///
/// @param oldKeys how many there are before the absence; they have the lowest numbers
/// @param newKeys how many come while it lasts
record Story(long oldKeys, long newKeys, int valueBytes) {

    /// What a key that is deleted is written as.
    static final int DELETED = 0;
    /// Its first value.
    static final int FIRST = 1;
    /// What takes the place of the first value.
    static final int SECOND = 2;

    private static final String PREFIX = "away:";
    private static final int OLD_CYCLE = 3;
    private static final int NEW_CYCLE = 20;
    /// Of a cycle, the place whose keys are overwritten, and the one whose keys are deleted.
    private static final int OVERWRITTEN_PLACE = 0;
    private static final int DELETED_PLACE = 1;
    private static final String NOISE = noise();

    /// One write.
    ///
    /// @param generation [#DELETED], [#FIRST], or [#SECOND]
    record Write(long key, int generation) {}

    Story {
        if (oldKeys < 0 || newKeys < 1 || valueBytes < PREFIX.length() + 24) {
            throw new IllegalArgumentException("needs a new key, and values of at least 29 bytes");
        }
    }

    private static String noise() {
        int length = 1 << 16;
        StringBuilder text = new StringBuilder(length);
        new Random(1).ints(length, '!', '~' + 1).forEach(character -> text.append((char) character));
        return text.toString();
    }

    long keys() {
        return oldKeys + newKeys;
    }

    /// The name of a key.
    static String name(long key) {
        return PREFIX + key;
    }

    /// The value of a key: its name and generation, filled up with what does not compress well.
    String value(long key, int generation) {
        String head = name(key) + "/" + generation + " ";
        int missing = valueBytes - head.length();
        int from = (int) Math.floorMod(key * 97 + generation * 31L, (long) NOISE.length() - valueBytes);
        return head + NOISE.substring(from, from + missing);
    }

    /// As a command of the Redis door.
    List<String> command(Write write) {
        return write.generation() == DELETED
                ? List.of("DEL", name(write.key()))
                : List.of("SET", name(write.key()), value(write.key(), write.generation()));
    }

    /// What a key is in the end.
    int lastGeneration(long key) {
        int place = (int) (key % (key < oldKeys ? OLD_CYCLE : NEW_CYCLE));
        return switch (place) {
            case OVERWRITTEN_PLACE -> SECOND;
            case DELETED_PLACE -> DELETED;
            default -> FIRST;
        };
    }

    /// Before the absence.
    Script before(int writer, int writers) {
        ArrayDeque<Write> writes = new ArrayDeque<>();
        for (long key = writer; key < oldKeys; key += writers) {
            writes.add(new Write(key, FIRST));
        }
        return new Script(this, writes, keys(), writers);
    }

    /// During the absence: the writer's new keys, each changed soon after it was written, and the changes of old ones
    /// between them.
    Script during(int writer, int writers) {
        ArrayDeque<Write> changes = new ArrayDeque<>();
        for (long key = writer; key < oldKeys; key += writers) {
            if (lastGeneration(key) != FIRST) {
                changes.add(new Write(key, lastGeneration(key)));
            }
        }
        long first = oldKeys + Math.floorMod(writer - oldKeys, (long) writers);
        return new Script(this, changes, first, writers);
    }

    /// What one writer does, window by window. Not thread-safe.
    static final class Script {

        private final Story story;
        private final ArrayDeque<Write> others;
        private final int step;
        private final ArrayDeque<Write> changes = new ArrayDeque<>();
        private long upcoming;

        private Script(Story story, ArrayDeque<Write> others, long first, int step) {
            this.story = story;
            this.others = others;
            this.upcoming = first;
            this.step = step;
        }

        /// The next writes that may be under way at once: of different keys. Empty at the end.
        List<Write> window(int size) {
            List<Write> window = new ArrayList<>(size);
            Set<Long> keys = new HashSet<>();
            while (window.size() < size) {
                Write next = next(keys);
                if (next == null) {
                    break;
                }
                window.add(next);
                keys.add(next.key());
            }
            return window;
        }

        /// A change of what an earlier window wrote comes first, then by turns one of the others and a new key.
        private @Nullable Write next(Set<Long> underWay) {
            Write change = changes.peek();
            if (change != null && !underWay.contains(change.key())) {
                return changes.poll();
            }
            boolean isTurnOfOthers = !others.isEmpty() && underWay.size() % 2 == 0;
            if (isTurnOfOthers || upcoming >= story.keys()) {
                return others.poll();
            }
            long key = upcoming;
            upcoming += step;
            if (story.lastGeneration(key) != FIRST) {
                changes.add(new Write(key, story.lastGeneration(key)));
            }
            return new Write(key, FIRST);
        }
    }
}
