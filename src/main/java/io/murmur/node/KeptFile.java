package io.murmur.node;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.storage.DurableFile;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What this node remembers in a file that is replaced whole, and on which nothing depends: a file that
/// cannot be read or written is said and lived with. Thread-safe.
final class KeptFile<T> {

    private static final Logger LOG = LoggerFactory.getLogger(KeptFile.class);

    private final DurableFile file;
    private final Form<T> form;
    private final AtomicReference<@Nullable T> waiting = new AtomicReference<>();

    /// What is kept, and how.
    ///
    /// @param none where there is no file
    /// @param loss what it means that the file cannot be read, as the second half of a sentence
    record Form<T>(T none, Function<T, byte[]> encode, Function<byte[], T> decode, String loss) {}

    KeptFile(DurableFile file, Form<T> form) {
        this.file = file;
        this.form = form;
    }

    /// What was kept last.
    synchronized T read() {
        try {
            byte[] kept = file.read();
            return kept == null ? form.none() : form.decode().apply(kept);
        } catch (IOException | MalformedBytes unreadable) {
            LOG.warn("{} cannot be read, so {}: {}", file.path(), form.loss(), unreadable.getMessage());
            return form.none();
        }
    }

    /// Keeps `value`; returns at once, since nobody waits for it. Of several that follow each other quickly
    /// only the last is written.
    void keep(T value) {
        waiting.set(value);
        Thread.ofVirtual().name("murmur-keeps-" + file.path().getFileName()).start(this::write);
    }

    private synchronized void write() {
        T value = waiting.getAndSet(null);
        if (value == null) {
            return;
        }
        try {
            file.write(form.encode().apply(value));
        } catch (IOException failed) {
            LOG.warn("{} cannot be written: {}", file.path(), failed.getMessage());
        }
    }
}
