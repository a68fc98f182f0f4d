package io.murmur.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.cli.command.ExitCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// How a process ends that is told to, or that ends by itself.
final class GracefulExitTest {

    private final FakeProcess process = new FakeProcess();
    private final GracefulExit exit = new GracefulExit(process);

    @Test
    void aBodyThatReturnsByItselfEndsTheProcessAsUsual() throws Exception {
        assertEquals(7, exit.run(() -> 7, () -> process.say("stopped"), 1_000));
        process.shutDown();
        assertNull(process.halted);
        assertEquals(List.of(), process.said);
    }

    @Test
    void aBodyThatIsStoppedDecidesTheExitCode() throws Exception {
        CountDownLatch stop = new CountDownLatch(1);
        CompletableFuture<Void> shutDown = new CompletableFuture<>();
        exit.run(
                () -> {
                    Thread.ofPlatform().start(() -> {
                        process.shutDown();
                        shutDown.complete(null);
                    });
                    stop.await();
                    return ExitCode.OK;
                },
                stop::countDown,
                60_000);
        shutDown.join();
        assertEquals(ExitCode.OK, process.halted);
    }

    @Test
    void aBodyThatDoesNotStopIsAbandoned() throws Exception {
        exit.run(
                () -> {
                    process.shutDown();
                    return ExitCode.OK;
                },
                () -> {},
                1);
        assertEquals(ExitCode.FAILURE, process.halted);
        assertTrue(process.said.getFirst().contains("did not stop within 1 ms"));
    }

    @Test
    void aBodyThatFailsCountsAsEnded() {
        assertThrows(
                IllegalStateException.class,
                () -> exit.run(
                        () -> {
                            throw new IllegalStateException("broken");
                        },
                        () -> {},
                        1));
        process.shutDown();
        assertNull(process.halted);
    }

    @Test
    void theEndOfTheInputEndsTheProcess() {
        process.input.addAll(List.of(65, 10));
        ParentWatch.start(process);
        assertEquals(ExitCode.OK, process.exited.join());
        assertTrue(process.input.isEmpty());
    }

    private static final class FakeProcess implements ProcessControl {

        private final List<String> said = Collections.synchronizedList(new ArrayList<>());
        private final List<Integer> input = Collections.synchronizedList(new ArrayList<>());
        private final CompletableFuture<Integer> exited = new CompletableFuture<>();
        private volatile Runnable action = () -> {};
        private volatile @Nullable Integer halted;

        void shutDown() {
            action.run();
        }

        @Override
        public void onShutdown(Runnable action) {
            this.action = action;
        }

        @Override
        public void exit(int code) {
            exited.complete(code);
        }

        @Override
        public void halt(int code) {
            halted = code;
        }

        @Override
        public void say(String sentence) {
            said.add(sentence);
        }

        @Override
        public int readByte() {
            return input.isEmpty() ? -1 : input.removeFirst();
        }
    }
}
