package io.murmur.core.replicate.message;

import io.murmur.core.replicate.message.PeerMessage.Serial;
import java.util.LinkedHashMap;
import java.util.Map;

/// Which handed-over operations have come, so that a copy on the network is not taken for another try: the first may be
/// carried out and the second refused, and its "surely not executed" may be heard first (G5). Mutable, owned by one
/// coordinator; about 8 KiB for each coordinator that hands over.
public final class ForwardLog {

    /// What came so much earlier than the latest of its stream counts as a copy. No coordinator has more
    /// in flight.
    static final int WINDOW = 1 << 16;

    /// Beyond that the stream that was heard of least lately is forgotten: those of processes that have ended.
    static final int STREAMS_MAX = 256;

    /// The one that was heard of least lately first.
    private final Map<Long, Window> streams = new LinkedHashMap<>(16, 0.75f, true);

    private boolean forgetful;

    private static final class Window {
        private final long[] seen = new long[WINDOW / Long.SIZE];
        private long highest = -1;

        boolean add(long number) {
            if (number > highest) {
                forget(highest + 1, number);
                highest = number;
            } else if (number <= highest - WINDOW || has(number)) {
                return false;
            }
            seen[word(number)] |= 1L << number;
            return true;
        }

        private boolean has(long number) {
            return (seen[word(number)] & (1L << number)) != 0;
        }

        /// The places of numbers that were not seen yet may hold what was seen a window before.
        private void forget(long from, long to) {
            for (long number = Math.max(from, to - WINDOW + 1); number <= to; number++) {
                seen[word(number)] &= ~(1L << number);
            }
        }

        private static int word(long number) {
            return (int) (number / Long.SIZE % (WINDOW / Long.SIZE));
        }
    }

    /// Whether a copy may have been forgotten, and look like an original.
    public boolean hasForgotten() {
        return forgetful;
    }

    /// Notes what came.
    ///
    /// @return whether it came for the first time
    public boolean add(Serial serial) {
        Window window = streams.get(serial.stream());
        if (window == null) {
            if (streams.size() == STREAMS_MAX) {
                streams.remove(streams.keySet().iterator().next());
                forgetful = true;
            }
            window = new Window();
            streams.put(serial.stream(), window);
        }
        return window.add(serial.number());
    }
}
