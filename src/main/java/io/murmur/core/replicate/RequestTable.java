package io.murmur.core.replicate;

import io.murmur.core.machine.Invariant;
import io.murmur.core.replicate.quorum.Target;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The requests in flight, found by correlation without hashing. Mutable, owned by one coordinator.
///
/// A correlation names boot (12 bits), generation (32 bits), place (16 bits) and leaves 4 bits for the phase.
/// A place is used again under the next generation, so a late reply never meets another request.
final class RequestTable {

    static final int PLACES_MAX = ReplicationLimits.IN_FLIGHT_MAX;

    /// Bits of a correlation that name the start of its coordinator: the highest.
    static final int BOOT_BITS = 12;

    private static final int PLACE_SHIFT = Target.PHASE_BITS;
    private static final int GENERATION_SHIFT = PLACE_SHIFT + 16;
    private static final int BOOT_SHIFT = GENERATION_SHIFT + 32;
    private static final long GENERATION_MASK = 0xFFFF_FFFFL;

    private final long bootBits;
    private final @Nullable RequestMachine[] machines;
    private final int[] generations;
    private final int[] free;
    private int freeCount;

    /// @param boot random per start; its lowest 12 bits count
    RequestTable(int capacity, long boot) {
        Invariant.check(capacity > 0 && capacity <= PLACES_MAX, "a table has 1 to 65536 places");
        this.bootBits = boot << BOOT_SHIFT;
        this.machines = new RequestMachine[capacity];
        this.generations = new int[capacity];
        this.free = new int[capacity];
        for (int place = capacity - 1; place >= 0; place--) {
            free[freeCount++] = place;
        }
    }

    boolean isFull() {
        return freeCount == 0;
    }

    int size() {
        return machines.length - freeCount;
    }

    /// The correlation the next [#add] will use; its phase bits are zero.
    long nextCorrelation() {
        int place = free[freeCount - 1];
        return correlation(place);
    }

    private long correlation(int place) {
        return bootBits | (generations[place] & GENERATION_MASK) << GENERATION_SHIFT | (long) place << PLACE_SHIFT;
    }

    void add(RequestMachine machine) {
        machines[free[--freeCount]] = machine;
    }

    /// The request a reply belongs to; null if it is gone.
    @Nullable
    RequestMachine find(long correlation) {
        int place = (int) (correlation >>> PLACE_SHIFT) & (PLACES_MAX - 1);
        long phaseless = correlation >>> PLACE_SHIFT << PLACE_SHIFT;
        return place < machines.length && correlation(place) == phaseless ? machines[place] : null;
    }

    /// Frees the place of a request that is done.
    void remove(long correlation) {
        free((int) (correlation >>> PLACE_SHIFT) & (PLACES_MAX - 1));
    }

    private void free(int place) {
        machines[place] = null;
        generations[place]++;
        free[freeCount++] = place;
    }

    /// Shows every request to `visitor`, in the order of their places, and frees those that are done
    /// afterwards.
    void sweep(Consumer<RequestMachine> visitor) {
        for (int place = 0; place < machines.length && freeCount < machines.length; place++) {
            RequestMachine machine = machines[place];
            if (machine != null) {
                visitor.accept(machine);
                if (machine.isDone()) {
                    free(place);
                }
            }
        }
    }
}
