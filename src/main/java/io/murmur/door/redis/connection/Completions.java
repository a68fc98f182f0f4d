package io.murmur.door.redis.connection;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Operations that have their outcome and wait for their connection's event loop. Any thread adds, the loop
/// takes.
///
/// The loop is woken once for all that come before it looks: this is the batching of answers.
final class Completions {

    private final ConcurrentLinkedQueue<PendingOperation> done = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean wakes = new AtomicBoolean();
    private final Executor loop;
    private final Runnable work;

    Completions(Executor loop, Runnable work) {
        this.loop = loop;
        this.work = work;
    }

    void add(PendingOperation operation) {
        done.add(operation);
        if (wakes.compareAndSet(false, true)) {
            try {
                loop.execute(work);
            } catch (RejectedExecutionException _) {
                // The door is closed, and its connections with it: nobody waits for this answer.
                done.clear();
            }
        }
    }

    /// Must be called before [#poll], so that what comes later wakes the loop again.
    void beginTaking() {
        wakes.set(false);
    }

    @Nullable
    PendingOperation poll() {
        return done.poll();
    }
}
