package io.murmur.load.target;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// CPU time from Linux's `/proc`, in microseconds, user and system together.
///
/// The kernel counts in ticks of 10 ms there: exact enough for rounds of seconds. Source: proc(5).
public final class ProcessCpu {

    private static final long MICROS_PER_TICK = 10_000;
    private static final int USER_FIELD = 11;
    private static final int SYSTEM_FIELD = 12;
    private static final int IDLE_FIELD = 4;
    private static final int WAIT_FIELD = 5;
    private static final int STEAL_FIELD = 8;

    private ProcessCpu() {}

    /// Of the processes together, threads that have ended included.
    public static long ofProcesses(List<Long> pids) throws IOException {
        long micros = 0;
        for (long pid : pids) {
            micros += micros(Files.readString(Path.of("/proc/" + pid + "/stat")));
        }
        return micros;
    }

    public static long ofThisProcess() throws IOException {
        return ofProcesses(List.of(ProcessHandle.current().pid()));
    }

    /// Of all cores, whoever used them.
    public static long ofMachine() throws IOException {
        String[] fields = Files.readAllLines(Path.of("/proc/stat")).getFirst().split(" +", -1);
        long ticks = 0;
        for (int index = 1; index <= STEAL_FIELD; index++) {
            ticks += index == IDLE_FIELD || index == WAIT_FIELD ? 0 : Long.parseLong(fields[index]);
        }
        return ticks * MICROS_PER_TICK;
    }

    /// Of the threads of one process, by name; those with the same name together.
    public static Map<String, Long> ofThreads(long pid) throws IOException {
        Map<String, Long> micros = new TreeMap<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path task : tasks) {
                addThread(task, micros);
            }
        }
        return micros;
    }

    private static void addThread(Path task, Map<String, Long> micros) throws IOException {
        try {
            String stat = Files.readString(task.resolve("stat"));
            String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
            micros.merge(name, micros(stat), Long::sum);
        } catch (NoSuchFileException e) {
            // The thread ended while we looked.
            return;
        }
    }

    /// The name of a process may hold spaces and brackets: fields are counted from the last bracket.
    static long micros(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_FIELD]) + Long.parseLong(fields[SYSTEM_FIELD])) * MICROS_PER_TICK;
    }
}
