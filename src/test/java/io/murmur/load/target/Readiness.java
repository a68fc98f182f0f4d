package io.murmur.load.target;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Waits until a server does what is asked of it.
final class Readiness {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /// Something that fails or is false until a server is ready.
    interface Check {
        boolean holds() throws IOException;
    }

    private Readiness() {}

    /// @throws IOException with the last words of `processes` if time is up or one of them has ended
    static void await(String what, int seconds, List<ServerProcess> processes, Check check) throws IOException {
        long limitNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        String reason = "no";
        while (System.nanoTime() < limitNanos && processes.stream().allMatch(ServerProcess::isAlive)) {
            try {
                if (check.holds()) {
                    return;
                }
            } catch (IOException e) {
                reason = e.toString();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        StringBuilder words = new StringBuilder("not ready: " + what + " (" + reason + ")");
        for (ServerProcess process : processes) {
            words.append(process.isAlive() ? "\n--- runs: " : "\n--- has ended: ")
                    .append(process.lastWords());
        }
        throw new IOException(words.toString());
    }
}
