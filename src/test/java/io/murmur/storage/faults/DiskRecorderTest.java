package io.murmur.storage.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The recorder of [RecordedPowerCutTest] itself: what is written counts for the file it was written to, also when that
/// took the inode of a file that another thread is just deleting.
class DiskRecorderTest {

    private static final int FILES = 2_000;

    @TempDir
    private Path folder;

    /// Makes files that stay while others come and go.
    static final class Churn {

        private Churn() {}

        public static void main(String[] arguments) throws InterruptedException {
            Path data = Path.of(arguments[0]);
            AtomicBoolean ends = new AtomicBoolean();
            List<Thread> others = IntStream.range(0, 2)
                    .mapToObj(number -> new Thread(() -> comeAndGo(data.resolve("passing-" + number), ends)))
                    .toList();
            others.forEach(Thread::start);
            for (int number = 0; number < FILES; number++) {
                write(kept(data, number));
            }
            ends.set(true);
            for (Thread other : others) {
                other.join();
            }
        }

        private static void comeAndGo(Path path, AtomicBoolean ends) {
            while (!ends.get()) {
                write(path);
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        private static void write(Path path) {
            try {
                Files.write(path, new byte[100]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Path kept(Path data, int number) {
        return data.resolve("kept-" + number);
    }

    @Test
    void aFileThatTakesTheInodeOfADeletedOneIsAnother() throws Exception {
        Path library = Interposer.compile(folder, "diskrecord");
        Path data = Files.createDirectory(folder.resolve("data"));
        Path record = folder.resolve("record");
        ProcessBuilder builder = JavaProgram.of(Churn.class, data.toString());
        builder.environment().put("LD_PRELOAD", library.toString());
        builder.environment().put("DISK_RECORD", record.toString());
        builder.environment().put("DISK_RECORD_BELOW", data.toString());
        Process process = builder.inheritIO().start();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the process does not end");
        assertEquals(0, process.exitValue());
        DiskRecord recorded = DiskRecord.read(record);
        List<Integer> wrong = IntStream.range(0, FILES)
                .filter(number ->
                        recorded.writesTo(kept(data, number).toString()).size() != 1)
                .boxed()
                .toList();
        assertEquals(List.of(), wrong, "files whose write was not recorded as theirs");
    }
}
