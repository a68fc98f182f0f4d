package io.murmur.core.entropy.purge;

import io.murmur.core.entropy.message.ListedKey;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Now;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// What is known of the deleted keys of one partition that this node owns first, and when to look for more.
/// Mutable, owned by one [PurgeMachine].
final class DeadKeys {

    /// Of more there is a walk that finds them.
    private static final int KEYS_MAX = 4_096;

    private final PurgeSettings settings;
    private final LinkedHashMap<Key, ListedKey> waiting = new LinkedHashMap<>();
    private long waveNanos;
    private long walkNanos;
    private boolean leftSome;
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
        if (waiting.size() < KEYS_MAX || waiting.containsKey(key.key())) {
            waiting.put(key.key(), key);
        } else {
            leave(now);
        }
    }

    /// Whether no more can be remembered just now.
    boolean isFull() {
        return waiting.size() >= KEYS_MAX;
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
        wave.forEach(key -> waiting.remove(key.key()));
        inFlight = wave.size();
        waveNanos = now.nanosAfterMillis(settings.waveMillis());
        return new ArrayList<>(wave);
    }

    /// One of the keys on their way has arrived, or was given up.
    void ended(boolean isPurged, Now now) {
        inFlight--;
        if (!isPurged) {
            leave(now);
        }
    }

    private void leave(Now now) {
        if (!leftSome) {
            leftSome = true;
            walkNanos = now.nanosAfterMillis(settings.walkAgainMillis());
        }
    }

    boolean isWalkDue(Now now) {
        return now.hasReached(walkNanos) && !isFull();
    }

    /// A walk begins: what is left from now on is for the next.
    void walks() {
        leftSome = false;
    }

    /// A walk ended.
    ///
    /// @param toTheEnd whether all keys of the partition were looked at
    void walked(boolean toTheEnd, Now now) {
        boolean again = leftSome || !toTheEnd;
        walkNanos = now.nanosAfterMillis(again ? settings.walkAgainMillis() : settings.everyMillis());
    }
}
