package io.murmur.actor;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// What waits for one actor, bounded, and drained whole: the actor's own mailbox holds at most one wake-up call however
/// much waits here, so what came in while it worked becomes one batch (natural batching, design decision 17).
///
/// Any thread may offer; only the owner drains.
///
/// @param <C> the owner's commands
public final class Inbox<C> {

    private final int capacity;
    private final Queue<C> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile Runnable wake = () -> {};

    /// @param capacity more than this is refused
    public Inbox(int capacity) {
        this.capacity = capacity;
    }

    /// Says how the owner is woken. What was offered before is found at once.
    public void attach(Runnable ownerWake) {
        wake = ownerWake;
        woken.set(true);
        ownerWake.run();
    }

    /// Adds a command.
    ///
    /// @return false if too many wait already: nothing was added
    public boolean offer(C command) {
        if (size.incrementAndGet() > capacity) {
            size.decrementAndGet();
            return false;
        }
        waiting.add(command);
        wakeOnce();
        return true;
    }

    private void wakeOnce() {
        if (!woken.get() && woken.compareAndSet(false, true)) {
            wake.run();
        }
    }

    /// Hands at most `max` commands to `handler`, in the order each submitter offered them. Whatever is left, or comes
    /// meanwhile, wakes the owner again.
    public void drain(int max, Consumer<? super C> handler) {
        // First: who offers from now on wakes the owner again, so nothing can be missed.
        woken.set(false);
        take(max, command -> {
            handler.accept(command);
            return true;
        });
        wakeIfAnyWaits();
    }

    /// Like [#drain], but the owner is left alone until it calls [#release]: it is busy with what it took.
    ///
    /// @param handler returns whether it takes more
    public void drainAndHold(int max, Predicate<? super C> handler) {
        woken.set(true);
        take(max, handler);
    }

    /// The owner is free again. If something waits, it is woken behind all others that are due, whose work makes its
    /// next batch larger.
    public void release() {
        woken.set(false);
        wakeIfAnyWaits();
    }

    private void take(int max, Predicate<? super C> handler) {
        boolean more = true;
        for (int taken = 0; more && taken < max; taken++) {
            C next = waiting.poll();
            if (next == null) {
                return;
            }
            size.decrementAndGet();
            more = handler.test(next);
        }
    }

    private void wakeIfAnyWaits() {
        if (!waiting.isEmpty()) {
            wakeOnce();
        }
    }

    /// How many wait now.
    public int size() {
        return size.get();
    }
}
