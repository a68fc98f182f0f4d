package io.murmur.load.profile;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// CPU time by stage: samples of Java threads, split into Java and native code, and the kernel's count of
/// threads.
final class StageTimes {

    private final Map<Stage, Long> javaSamples = new EnumMap<>(Stage.class);
    private final Map<Stage, Long> nativeSamples = new EnumMap<>(Stage.class);
    private final Map<Stage, Long> threadMicros = new EnumMap<>(Stage.class);
    private long sampledMicros;
    private long samples;

    /// One sample.
    ///
    /// @param inNative whether the thread was in a native method: the kernel, RocksDB, a transport
    void sample(List<String> classesFromTop, boolean inNative) {
        Stage stage = Stage.ofStack(classesFromTop);
        (inNative ? nativeSamples : javaSamples).merge(stage, 1L, Long::sum);
        samples++;
    }

    /// CPU time of one thread, or of several with one name.
    void thread(String name, long micros) {
        Stage stage = Stage.ofThread(name);
        if (stage == null) {
            sampledMicros += micros;
        } else {
            threadMicros.merge(stage, micros, Long::sum);
        }
    }

    /// A table with microseconds per operation.
    String table(long operations) {
        double perSample = samples == 0 ? 0 : (double) sampledMicros / samples / operations;
        StringBuilder text = new StringBuilder("""
            | stage | Java us/op | native us/op | own threads us/op | us/op |
            |---|--:|--:|--:|--:|
            """);
        double total = 0;
        for (Stage stage : Stage.values()) {
            double java = javaSamples.getOrDefault(stage, 0L) * perSample;
            double inNative = nativeSamples.getOrDefault(stage, 0L) * perSample;
            double threads = (double) threadMicros.getOrDefault(stage, 0L) / operations;
            double sum = java + inNative + threads;
            total += sum;
            if (sum > 0) {
                text.append(row(stage.title(), java, inNative, threads));
            }
        }
        if (samples == 0) {
            text.append(row("not sampled", 0, 0, (double) sampledMicros / operations));
            total += (double) sampledMicros / operations;
        }
        return text.append(String.format(Locale.ROOT, "| all, from %,d samples | | | | %.1f |%n", samples, total))
                .toString();
    }

    private static String row(String title, double java, double inNative, double threads) {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %.1f |%n",
                title,
                java,
                inNative,
                threads,
                java + inNative + threads);
    }
}
