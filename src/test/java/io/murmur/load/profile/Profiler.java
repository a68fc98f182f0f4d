package io.murmur.load.profile;

import io.murmur.load.generator.Watch;
import io.murmur.load.target.ProcessCpu;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/// Records the JVMs among some processes through `jcmd`; their threads' CPU time is read in the recorded part
/// of a round.
///
/// Recording costs about one percent at 10 ms of CPU time per sample; figures of a profiled round are not
/// results.
public final class Profiler implements Watch {

    private static final String RECORDING = "load";
    private static final int COMMAND_SECONDS = 60;

    private final List<Long> pids;
    private final Path folder;
    private final List<Map<String, Long>> before = new ArrayList<>();
    private final StageTimes times = new StageTimes();

    /// @param pids processes; those that are no JVMs are left out
    /// @param folder for the recordings, which stay
    public Profiler(List<Long> pids, Path folder) throws IOException {
        this.folder = Files.createDirectories(folder).toAbsolutePath();
        List<Long> found = new ArrayList<>();
        for (long pid : pids) {
            if (Files.readString(Path.of("/proc/" + pid + "/comm")).trim().equals("java")) {
                found.add(pid);
            }
        }
        this.pids = found;
    }

    /// Whether there is anything to profile.
    public boolean hasProcesses() {
        return !pids.isEmpty();
    }

    /// Starts recording; call before the round.
    public void begin() throws IOException, InterruptedException {
        for (long pid : pids) {
            jcmd(
                    pid,
                    "JFR.start",
                    "name=" + RECORDING,
                    "jdk.CPUTimeSample#enabled=true",
                    "jdk.CPUTimeSample#throttle=10ms");
        }
    }

    @Override
    public void started() {
        pids.forEach(pid -> before.add(threads(pid)));
    }

    @Override
    public void ended() {
        for (int index = 0; index < pids.size(); index++) {
            Map<String, Long> earlier = before.get(index);
            threads(pids.get(index)).forEach((name, micros) -> {
                long used = micros - earlier.getOrDefault(name, 0L);
                times.thread(name, Math.max(0, used));
            });
        }
    }

    private static Map<String, Long> threads(long pid) {
        try {
            return ProcessCpu.ofThreads(pid);
        } catch (IOException e) {
            throw new UncheckedIOException("a profiled process is gone", e);
        }
    }

    /// Ends recording; call after the round. Returns a table with microseconds per operation.
    public String end(long operations) throws IOException, InterruptedException {
        for (long pid : pids) {
            Path file = folder.resolve("profile-" + pid + ".jfr");
            jcmd(pid, "JFR.stop", "name=" + RECORDING, "filename=" + file);
            count(file);
        }
        return times.table(Math.max(1, operations));
    }

    private void count(Path file) throws IOException {
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                if (event.getEventType().getName().equals("jdk.CPUTimeSample")) {
                    count(event);
                }
            }
        }
    }

    private void count(RecordedEvent event) {
        List<RecordedFrame> frames = event.getStackTrace() == null
                ? List.of()
                : event.getStackTrace().getFrames();
        List<String> classes = frames.stream()
                .map(frame -> frame.getMethod().getType().getName())
                .toList();
        times.sample(classes, !frames.isEmpty() && frames.getFirst().getType().equals("Native"));
    }

    private void jcmd(long pid, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid)));
        command.addAll(List.of(words));
        Path log = folder.resolve("jcmd.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " failed:\n" + Files.readString(log));
        }
    }
}
