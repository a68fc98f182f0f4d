package io.murmur.cli.process;

import io.murmur.cli.command.ExitCode;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs something that must be stopped in order when the process is told to end (SIGTERM, Ctrl-C).
///
/// Running -> Ended: it returned by itself, and the process ends as usual. Running -> Stopping: the process was told to
/// end; it is asked to stop. Stopping -> Ended: it returned, and the process exits with what it returned; a JVM that
/// ends by a signal would otherwise say 143 even when all went well. Stopping -> Abandoned: it took too long; the
/// process exits with a failure.
public final class GracefulExit {

    private final ProcessControl process;
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();

    public GracefulExit(ProcessControl process) {
        this.process = process;
    }

    /// Runs `body` to its end and returns its exit code.
    ///
    /// @param stop asks the body to return soon; called at most once, from another thread
    /// @param limitMillis how long it may take to return after that
    public int run(Callable<Integer> body, Runnable stop, long limitMillis) throws Exception {
        process.onShutdown(() -> shutDown(stop, limitMillis));
        try {
            int code = body.call();
            ended.complete(code);
            return code;
        } finally {
            // Nothing if it has returned.
            ended.complete(ExitCode.FAILURE);
        }
    }

    private void shutDown(Runnable stop, long limitMillis) {
        if (ended.isDone()) {
            return;
        }
        Thread.ofPlatform().name("murmur-stop").daemon(true).start(stop);
        process.halt(exitCode(limitMillis));
    }

    private int exitCode(long limitMillis) {
        try {
            return ended.get(limitMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | InterruptedException late) {
            process.say("murmur: did not stop within " + limitMillis + " ms; ending as it is");
            return ExitCode.FAILURE;
        }
    }
}
