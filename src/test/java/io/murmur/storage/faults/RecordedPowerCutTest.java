package io.murmur.storage.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.storage.Folders;
import io.murmur.storage.Opening;
import io.murmur.storage.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// G1 on real files: everything a process does to its files is recorded; a power cut at any moment, which keeps no more
/// than was synced, or some of the rest, leaves a volume that opens and holds the first so many steps whole, at least
/// all that were acknowledged: byte for byte what the disk of the simulator holds after them
/// ([io.murmur.storage.model.ModelVolume]). Logs are used again, tables, manifests and snapshots are written, events
/// and snapshots are deleted. More cuts, or others: `-Dmurmur.cuts`, `-Dmurmur.cuts.seed`.
@Execution(ExecutionMode.CONCURRENT)
class RecordedPowerCutTest {

    private static final int STEPS = 400;
    private static final long SEED = Long.getLong("murmur.cuts.seed", 7);
    private static final int CUTS = Integer.getInteger("murmur.cuts", 30);

    @TempDir
    private Path folder;

    private Path library;

    @BeforeEach
    void compile() throws Exception {
        library = Interposer.compile(folder, "diskrecord");
    }

    @Test
    void everyCutKeepsWhatWasAcknowledged() throws Exception {
        DiskRecord record = record(SEED, true);
        assertTrue(record.renamed(".log") > 2, "logs are used again");
        assertTrue(record.made(".sst") > 2, "tables are written");
        assertEquals(List.of(), violations(record, SEED));
    }

    /// A check that cannot fail proves nothing.
    @Test
    void noticesAcknowledgementsBeforeTheSync() throws Exception {
        List<String> violations = violations(record(8, false), 8);
        assertTrue(
                violations.stream().anyMatch(violation -> violation.contains("steps were acknowledged, which make")),
                () -> "nobody noticed what is lost: " + violations);
    }

    private DiskRecord record(long seed, boolean synced) throws Exception {
        Path record = folder.resolve("record");
        ProcessBuilder builder = JavaProgram.of(
                WorkloadProgram.class,
                data().toString(),
                acknowledgements(),
                Long.toString(seed),
                Integer.toString(STEPS),
                Boolean.toString(synced));
        builder.environment().put("LD_PRELOAD", library.toString());
        builder.environment().put("DISK_RECORD", record.toString());
        builder.environment().put("DISK_RECORD_BELOW", data().toString());
        Process process = builder.inheritIO().start();
        assertTrue(process.waitFor(4, TimeUnit.MINUTES), "the process does not end");
        assertEquals(0, process.exitValue());
        return DiskRecord.read(record);
    }

    private Path data() {
        return folder.resolve("data");
    }

    private String acknowledgements() {
        return data() + "-acknowledged";
    }

    private List<String> violations(DiskRecord record, long seed) throws IOException {
        Random random = new Random(seed);
        Workload workload = new Workload(seed, STEPS);
        List<Integer> acknowledgements = record.writesTo(acknowledgements());
        assertEquals(STEPS, acknowledgements.size(), "every step was acknowledged");
        List<String> violations = new ArrayList<>();
        for (int end : moments(acknowledgements, record.entries().size(), random)) {
            int acknowledged =
                    (int) acknowledgements.stream().filter(at -> at < end).count();
            var loss = random.nextBoolean() ? DiskRecord.Loss.ALL : DiskRecord.Loss.SOME;
            Path cut = folder.resolve("cut");
            record.cut(end, data(), cut, loss, random);
            String violation = judge(cut, workload, acknowledged);
            if (!violation.isEmpty()) {
                violations.add("cut behind entry " + end + ", " + loss + " lost: " + violation);
            }
            Folders.delete(cut);
        }
        return violations;
    }

    /// Anywhere behind the first acknowledgement, and every other time right behind one.
    private static List<Integer> moments(List<Integer> acknowledgements, int entries, Random random) {
        int first = acknowledgements.getFirst() + 1;
        return IntStream.range(0, CUTS)
                .mapToObj(number -> number % 2 == 0
                        ? acknowledgements.get(random.nextInt(acknowledgements.size())) + 1
                        : first + random.nextInt(entries - first))
                .toList();
    }

    private static String judge(Path cut, Workload workload, int acknowledged) throws IOException {
        Opening opening = Volume.open(cut, WorkloadProgram.TINY, false, new SplittableRandom(1), failure -> {
            throw new IllegalStateException(failure);
        });
        if (opening instanceof Opening.Refused refused) {
            return refused.sentence();
        }
        try (Volume volume = ((Opening.Opened) opening).volume()) {
            String held = workload.held(volume).toString();
            int most = Math.min(workload.steps().size(), acknowledged + WorkloadProgram.AT_ONCE);
            boolean isPrefix = IntStream.rangeClosed(acknowledged, most)
                    .anyMatch(count -> workload.after(count).toString().equals(held));
            return isPrefix
                    ? ""
                    : acknowledged + " steps were acknowledged, which make\n" + workload.after(acknowledged)
                            + "\nbut there is\n" + held;
        }
    }
}
