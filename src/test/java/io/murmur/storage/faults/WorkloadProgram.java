package io.murmur.storage.faults;

import io.murmur.storage.Opening;
import io.murmur.storage.Volume;
import io.murmur.storage.rocks.StorageSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/// Carries out a [Workload] in a process of its own: folder, file for acknowledgements, seed, steps, and whether it is
/// synced. A line is written to the file for each step that was acknowledged, in their order.
final class WorkloadProgram {

    /// Small, so that logs are changed and used again, and tables are written, all the time.
    static final StorageSettings TINY = new StorageSettings(16 << 20, 256 << 10, 1 << 20, 0, 1024);

    /// Submitted at once, so that one commit carries several.
    static final int AT_ONCE = 3;

    private WorkloadProgram() {}

    private static boolean keepsItsPlace(List<Workload.Step> steps, int at) {
        return !steps.get(at).looksFirst() && !steps.get(at - 1).looksFirst();
    }

    public static void main(String[] arguments) throws IOException {
        Workload workload = new Workload(Long.parseLong(arguments[2]), Integer.parseInt(arguments[3]));
        boolean synced = Boolean.parseBoolean(arguments[4]);
        Opening opening = Volume.open(Path.of(arguments[0]), TINY, false, new SplittableRandom(1), failure -> {
            throw new IllegalStateException(failure);
        });
        try (FileChannel acknowledgements =
                FileChannel.open(Path.of(arguments[1]), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Volume volume = ((Opening.Opened) opening).volume();
            List<Workload.Step> steps = workload.steps();
            int next = 0;
            while (next < steps.size()) {
                List<CompletableFuture<Void>> under = new ArrayList<>();
                do {
                    under.add(Workload.carryOut(steps.get(next++), volume, synced));
                } while (under.size() < AT_ONCE && next < steps.size() && keepsItsPlace(steps, next));
                for (CompletableFuture<Void> each : under) {
                    each.join();
                    acknowledgements.write(ByteBuffer.wrap("ok\n".getBytes(StandardCharsets.US_ASCII)));
                }
            }
        }
        // As killed: what a clean stop writes is another matter.
        Runtime.getRuntime().halt(0);
    }
}
