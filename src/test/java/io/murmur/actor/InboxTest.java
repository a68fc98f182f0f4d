package io.murmur.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class InboxTest {

    private final AtomicInteger calls = new AtomicInteger();
    private final List<Integer> taken = new ArrayList<>();

    private Inbox<Integer> inbox(int capacity) {
        Inbox<Integer> inbox = new Inbox<>(capacity);
        inbox.attach(calls::incrementAndGet);
        inbox.drain(1, taken::add);
        calls.set(0);
        return inbox;
    }

    @Test
    void wakesItsOwnerOnceHoweverMuchComes() {
        Inbox<Integer> inbox = inbox(10);
        inbox.offer(1);
        inbox.offer(2);
        inbox.offer(3);
        assertEquals(1, calls.get());
        inbox.drain(10, taken::add);
        assertEquals(List.of(1, 2, 3), taken);
        inbox.offer(4);
        assertEquals(2, calls.get());
    }

    @Test
    void refusesMoreThanItHolds() {
        Inbox<Integer> inbox = inbox(2);
        assertTrue(inbox.offer(1));
        assertTrue(inbox.offer(2));
        assertFalse(inbox.offer(3));
        assertEquals(2, inbox.size());
        inbox.drain(1, taken::add);
        assertTrue(inbox.offer(4));
        inbox.drain(10, taken::add);
        assertEquals(List.of(1, 2, 4), taken);
    }

    @Test
    void wakesItsOwnerAgainForWhatABatchLeft() {
        Inbox<Integer> inbox = inbox(10);
        inbox.offer(1);
        inbox.offer(2);
        inbox.drain(1, taken::add);
        assertEquals(2, calls.get());
        inbox.drain(1, taken::add);
        assertEquals(List.of(1, 2), taken);
        assertEquals(2, calls.get());
    }

    @Test
    void leavesAnOwnerAloneThatHoldsIt() {
        Inbox<Integer> inbox = inbox(10);
        inbox.offer(1);
        inbox.drainAndHold(10, taken::add);
        inbox.offer(2);
        inbox.offer(3);
        assertEquals(1, calls.get());
        inbox.release();
        assertEquals(2, calls.get());
        inbox.drainAndHold(1, taken::add);
        inbox.release();
        assertEquals(3, calls.get());
        inbox.drainAndHold(10, taken::add);
        inbox.release();
        assertEquals(3, calls.get());
        inbox.offer(4);
        assertEquals(4, calls.get());
        assertEquals(List.of(1, 2, 3), taken);
    }

    @Test
    void leavesWaitingWhatItsOwnerHasNoTimeFor() {
        Inbox<Integer> inbox = inbox(10);
        inbox.offer(1);
        inbox.offer(2);
        inbox.offer(3);
        inbox.drainAndHold(10, command -> {
            taken.add(command);
            return command < 2;
        });
        assertEquals(List.of(1, 2), taken);
        inbox.release();
        inbox.drain(10, taken::add);
        assertEquals(List.of(1, 2, 3), taken);
    }

    @Test
    void showsANewOwnerWhatWaited() {
        Inbox<Integer> inbox = new Inbox<>(10);
        inbox.offer(1);
        inbox.attach(calls::incrementAndGet);
        assertEquals(1, calls.get());
        inbox.drain(10, taken::add);
        assertEquals(List.of(1), taken);
    }

    /// Goal: no wake-up call is lost between an owner that finds nothing and a submitter that believes it awake.
    /// Method: an owner that works only when called, four submitters, a bounded wait.
    @Test
    void losesNothingBetweenThreads() throws InterruptedException {
        assertNothingIsLost(inbox -> inbox.drain(64, taken::add));
    }

    /// The same for one that holds its inbox while it works.
    @Test
    void losesNothingBetweenThreadsWhileItIsHeld() throws InterruptedException {
        assertNothingIsLost(inbox -> {
            inbox.drainAndHold(64, taken::add);
            inbox.release();
        });
    }

    private void assertNothingIsLost(Consumer<Inbox<Integer>> work) throws InterruptedException {
        int each = 20_000;
        int submitters = 4;
        Inbox<Integer> inbox = new Inbox<>(each * submitters);
        Semaphore bell = new Semaphore(0);
        inbox.attach(bell::release);
        List<Thread> threads = IntStream.range(0, submitters)
                .mapToObj(_ -> Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < each; i++) {
                        inbox.offer(i);
                    }
                }))
                .toList();
        while (taken.size() < each * submitters) {
            assertTrue(bell.tryAcquire(30, TimeUnit.SECONDS), () -> "asleep with " + inbox.size() + " waiting");
            work.accept(inbox);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(0, inbox.size());
    }
}
