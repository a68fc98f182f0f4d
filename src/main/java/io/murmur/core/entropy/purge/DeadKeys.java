package io.murmur.core.entropy.purge;

import io.murmur.core.entropy.message.ListedKey;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Now;
import java.util.LinkedHashMap;
import java.util.List;

/// What is known of the dead keys of one partition that this node owns first, and when to look for more. Mutable,
/// owned by one [PurgeMachine].
final class DeadKeys {

    /// Of more there is a walk that finds them.
    private static final int KEYS_MAX = 4_096;

    private static final int KEY_BYTES_MAX = 128 * 1024;

    private final PurgeSettings settings;
    private final LinkedHashMap<Key, ListedKey> waiting = new LinkedHashMap<>();
    private int waitingBytes;
    private long waveNanos;
    private long walkNanos;
    /// Where the next walk begins: the one before ended there, because no more could be remembered.
    private int walkSegment;

    private int inFlight;

    /// Nothing is known: a walk has to find out.
    DeadKeys(PurgeSettings settings, Now now) {
        this.settings = settings;
        this.walkNanos = now.nanosAfterMillis(settings.waveMillis());
    }

    void add(ListedKey key, Now now) {
        if (waiting.isEmpty() && inFlight == 0) {
            waveNanos = now.nanosAfterMillis(settings.waveMillis());
        }
        if (waiting.containsKey(key.key())) {
            waiting.put(key.key(), key);
        } else if (isFull()) {
            walkIn(0, now);
        } else {
            waiting.put(key.key(), key);
            waitingBytes += key.key().bytes().length;
        }
    }

    /// Whether no more can be remembered just now.
    boolean isFull() {
        return waiting.size() >= KEYS_MAX || waitingBytes >= KEY_BYTES_MAX;
    }

    int size() {
        return waiting.size() + inFlight;
    }

    /// The keys to purge now: none while others of the partition are on their way.
    List<ListedKey> nextWave(int max, Now now) {
        if (waiting.isEmpty() || inFlight > 0 || !now.hasReached(waveNanos)) {
            return List.of();
        }
        List<ListedKey> wave = waiting.values().stream()
                .limit(Math.min(max, settings.waveKeysMax()))
                .toList();
        for (ListedKey key : wave) {
            waiting.remove(key.key());
            waitingBytes -= key.key().bytes().length;
        }
        inFlight = wave.size();
        waveNanos = now.nanosAfterMillis(settings.waveMillis());
        return wave;
    }

    /// One of the keys on their way has arrived, or was given up.
    void ended(boolean isPurged, Now now) {
        inFlight--;
        if (!isPurged) {
            walkIn(0, now);
        }
    }

    /// There will be something to find, at the earliest when these milliseconds have passed.
    void walkIn(long millis, Now now) {
        long due = now.nanosAfterMillis(Math.clamp(millis, settings.walkAgainMillis(), settings.everyMillis()));
        walkNanos = Math.min(walkNanos, due);
    }

    boolean isWalkDue(Now now) {
        return now.hasReached(walkNanos) && !isFull();
    }

    /// A walk begins: what is met from now on is for the next.
    ///
    /// @return the segment it begins with
    int walks(Now now) {
        walkNanos = now.nanosAfterMillis(settings.everyMillis());
        if (walkSegment > 0) {
            walkIn(0, now);
        }
        return walkSegment;
    }

    /// A walk ended.
    ///
    /// @param segment where the next one has to begin, 0 if this one came to the end
    void walked(int segment, Now now) {
        walkSegment = segment;
        if (segment > 0) {
            walkIn(0, now);
        }
    }
}
