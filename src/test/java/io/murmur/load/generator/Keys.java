package io.murmur.load.generator;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/// Which keys a thread touches.
sealed interface Keys {

    /// No more keys.
    long NONE = -1;

    long next();

    /// Uniformly at random, without end. One per thread.
    record Uniform(SplittableRandom random, long keys) implements Keys {
        @Override
        public long next() {
            return random.nextLong(keys);
        }
    }

    /// Each once. Shared by threads.
    record Each(AtomicLong upcoming, long keys) implements Keys {
        @Override
        public long next() {
            long key = upcoming.getAndIncrement();
            return key < keys ? key : NONE;
        }
    }
}
