package io.murmur.node;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the process at once: whatever went on could break a promise (design decision 18). Nothing is flushed, drained
/// or marked as clean; the next start reads the log.
public final class Fatal implements Consumer<String> {

    /// What the process ends with.
    public static final int EXIT_CODE = 70;

    private static final Logger LOG = LoggerFactory.getLogger(Fatal.class);

    @Override
    public void accept(String sentence) {
        LOG.error("This node stops at once: {}", sentence);
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
