package io.murmur.core.replicate;

import java.util.ArrayDeque;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which operations other coordinators handed over, so that a repeated message is carried out once.
///
/// Per boot of a sender the sequences seen lately are remembered; a sequence older than those is taken for seen.
/// Boots are forgotten oldest first: a message delayed across [#BOOTS_MAX] restarts of its peers would be taken for
/// new.
final class ForwardLog {

    static final int SEQUENCES_MAX = 4096;
    static final int BOOTS_MAX = 256;

    private static final class Boot {
        private final TreeSet<Long> seen = new TreeSet<>();
        private long forgottenThrough = -1;
    }

    private final TreeMap<Long, Boot> boots = new TreeMap<>();
    private final ArrayDeque<Long> bootsByAge = new ArrayDeque<>();

    /// Whether this is the first time the message is seen.
    boolean isNew(long boot, long sequence) {
        Boot known = boots.get(boot);
        if (known == null) {
            known = new Boot();
            boots.put(boot, known);
            bootsByAge.addLast(boot);
            if (bootsByAge.size() > BOOTS_MAX) {
                boots.remove(bootsByAge.removeFirst());
            }
        }
        if (sequence <= known.forgottenThrough || !known.seen.add(sequence)) {
            return false;
        }
        if (known.seen.size() > SEQUENCES_MAX) {
            known.forgottenThrough = known.seen.removeFirst();
        }
        return true;
    }
}
