package io.murmur.load.absence;

import io.murmur.load.absence.Census.Verdict;
import io.murmur.load.generator.Tally;
import io.murmur.load.target.MurmurFleet;
import io.murmur.load.volume.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/// What was measured, as a table, and what of it is wrong.
///
/// @param uses before the kill, when all was written, when all agreed, and in the end
/// @param light what the light load saw in each phase
/// @param cores that were busy in each phase: of each node, of the generator, and of others
/// @param before who wrote the old keys, perhaps to nodes that were still cold: what failed there is not judged
/// @param scribes who wrote during the absence
record Findings(
        AbsencePlan plan,
        Course course,
        List<NodeUse> uses,
        Traffic traffic,
        Map<Phase, Tally> light,
        Map<Phase, String> cores,
        Scribes before,
        Scribes scribes,
        Census census) {

    private static final double MIB = 1 << 20;
    private static final List<String> MOMENTS = List.of("before", "all written", "agreed", "end");

    Findings {
        uses = List.copyOf(uses);
        light = Map.copyOf(light);
        cores = Map.copyOf(cores);
    }

    boolean allKept() {
        return faults().isEmpty();
    }

    /// What is not as it must be, a sentence each.
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (!scribes.failed().isEmpty()) {
            faults.add("writes failed during the absence: " + scribes.failed());
        }
        long givenUp = before.givenUp() + scribes.givenUp();
        if (givenUp > 0) {
            faults.add(givenUp + " writes were never acknowledged");
        }
        for (Phase phase : Phase.values()) {
            Tally tally = light.get(phase);
            if (tally != null && phase != Phase.KILL && failed(tally) > 0) {
                faults.add("of the light load failed during " + phase.words() + ": " + failed(tally) + " "
                        + tally.refusal());
            }
        }
        addIfMissing(course.served(), "the node did not serve again", faults);
        addIfMissing(course.keys(), "the node never counted as many keys as the others", faults);
        addIfMissing(course.agreed(), "owners did not agree again", faults);
        addIfMissing(course.purged(), "deleted keys were not purged after all had agreed", faults);
        long peak = uses.stream().mapToLong(NodeUse::peakMib).max().orElse(-1);
        if (peak > plan.rssMibMax()) {
            faults.add("a node took " + peak + " MiB of memory, " + plan.rssMibMax() + " are allowed");
        }
        if (census.judged() != plan.story().keys()) {
            faults.add("only " + census.judged() + " of " + plan.story().keys() + " keys were judged");
        }
        for (Verdict verdict : Verdict.values()) {
            if (verdict.isWrong() && census.count(verdict) > 0) {
                faults.add(census.count(verdict) + " keys are " + verdict);
            }
        }
        faults.addAll(census.examples());
        return faults;
    }

    private void addIfMissing(OptionalDouble seconds, String sentence, List<String> faults) {
        if (seconds.isEmpty()) {
            faults.add(sentence + " within " + plan.limitMillis() + " ms");
        }
    }

    private static long failed(Tally tally) {
        return tally.refused() + tally.missing() + tally.unanswered();
    }

    /// Everything, line by line.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        Story story = plan.story();
        lines.add(String.format(
                Locale.ROOT,
                "%,d old keys, %,d new ones, values of %d bytes; %,d writes during the absence in %.0f s (%,.0f/s)",
                story.oldKeys(),
                story.newKeys(),
                story.valueBytes(),
                scribes.acknowledged(),
                course.writing(),
                scribes.acknowledged() / course.writing()));
        lines.add("tries that failed: " + before.failed() + " of old keys on cold nodes, " + scribes.failed()
                + " during the absence");
        addLatencies(lines);
        addUses(lines);
        lines.add(String.format(
                Locale.ROOT,
                "returned node: served after %s s, had all keys %s s later and agreed %s s later (%s keys/s); purged"
                        + " %s s after that",
                words(course.served()),
                words(course.keys()),
                words(course.agreed()),
                course.agreed().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "%,.0f",
                                traffic.byClocks() / course.agreed().getAsDouble())
                        : "-",
                words(course.purged())));
        lines.add(String.format(
                Locale.ROOT,
                "it fetched %,d objects by clocks and %,d by trees, %.1f MiB; frames received %.1f MiB, sent %.1f MiB;"
                        + " %d exchanges done, %d broken off",
                traffic.byClocks(),
                traffic.byTrees(),
                traffic.objectBytes() / MIB,
                traffic.receivedBytes() / MIB,
                traffic.sentBytes() / MIB,
                traffic.exchanges(),
                traffic.brokenOff()));
        addCensus(lines);
        faults().forEach(fault -> lines.add("BROKEN: " + fault));
        lines.add(allKept() ? "all promises kept" : "PROMISES BROKEN");
        return lines;
    }

    private void addLatencies(List<String> lines) {
        lines.add(String.format(
                Locale.ROOT,
                "%-18s %8s %8s %8s %10s %8s %8s  %s",
                "light load",
                "done",
                "p50 ms",
                "p99 ms",
                "to before",
                "",
                "failed",
                "cores of each node, of the generator, of others"));
        Tally before = light.get(Phase.BEFORE);
        for (Phase phase : Phase.values()) {
            Tally tally = light.get(phase);
            if (tally != null && before != null && tally.done() + failed(tally) > 0) {
                lines.add(String.format(
                        Locale.ROOT,
                        "%-18s %8d %8.1f %8.1f %10.1f %8.1f %8d  %s",
                        phase.words(),
                        tally.done(),
                        tally.latencyMillis(50),
                        tally.latencyMillis(99),
                        tally.latencyMillis(50) / before.latencyMillis(50),
                        tally.latencyMillis(99) / before.latencyMillis(99),
                        failed(tally),
                        cores.getOrDefault(phase, "")));
            }
        }
    }

    private void addUses(List<String> lines) {
        lines.add(String.format(
                Locale.ROOT, "%-18s %-24s %-24s %-24s", "MiB of each node", "resident", "most so far", "disk"));
        for (int index = 0; index < uses.size(); index++) {
            NodeUse use = uses.get(index);
            lines.add(String.format(
                    Locale.ROOT, "%-18s %-24s %-24s %-24s", MOMENTS.get(index), use.rss(), use.peak(), use.disk()));
        }
        double raw = (plan.story().newKeys() + plan.story().oldKeys())
                * (double) (plan.story().valueBytes()
                        + Story.name(plan.story().keys()).length());
        lines.add(String.format(Locale.ROOT, "(all keys and values once: %.0f MiB)", raw / MIB));
    }

    private void addCensus(List<String> lines) {
        lines.add(String.format(
                Locale.ROOT,
                "read at it alone, R=1: %,d right, %,d rightly gone, %,d explained by writes without answer; %,d lost,"
                        + " %,d stale, %,d came back, %,d invented, %,d unread",
                census.count(Verdict.RIGHT),
                census.count(Verdict.RIGHTLY_GONE),
                census.count(Verdict.EXPLAINED),
                census.count(Verdict.LOST),
                census.count(Verdict.STALE),
                census.count(Verdict.CAME_BACK),
                census.count(Verdict.INVENTED),
                census.count(Verdict.UNREAD)));
    }

    private static String words(OptionalDouble seconds) {
        return seconds.isPresent() ? String.format(Locale.ROOT, "%.1f", seconds.getAsDouble()) : "-";
    }

    /// How long things took, in seconds.
    ///
    /// @param writing of what was written while the node was away
    /// @param served from the start of its process until it acknowledged a write; empty if it never did
    /// @param keys from then until it counted as many living keys as another one; empty if it never did
    /// @param agreed from when it served until all owners of all partitions agreed; empty if they never did
    /// @param purged from agreement until no deleted key was left anywhere; empty if that took too long
    record Course(
            double writing, OptionalDouble served, OptionalDouble keys, OptionalDouble agreed, OptionalDouble purged) {}

    /// What the node that came back has fetched from its start until all agreed.
    ///
    /// @param byClocks objects that clocks told were missing
    /// @param byTrees objects that only trees told
    /// @param objectBytes of both
    /// @param receivedBytes of all frames from other nodes, the light load's among them
    /// @param sentBytes to them
    /// @param exchanges that were done
    /// @param brokenOff exchanges that were not
    record Traffic(
            long byClocks,
            long byTrees,
            long objectBytes,
            long receivedBytes,
            long sentBytes,
            long exchanges,
            long brokenOff) {

        static Traffic of(Gauges gauges) {
            return new Traffic(
                    gauges.sum("murmur_exchange_fetched_total", "by=\"clocks\""),
                    gauges.sum("murmur_exchange_fetched_total", "by=\"trees\""),
                    gauges.sum("murmur_exchange_fetched_bytes_total"),
                    gauges.sum("murmur_frames_received_bytes_total"),
                    gauges.sum("murmur_frames_sent_bytes_total"),
                    gauges.sum("murmur_exchanges_total", "result=\"done\""),
                    gauges.sum("murmur_exchanges_total", "result=\"broken_off\""));
        }
    }

    /// What each node takes of the machine at one moment; -1 for the memory of one that does not run.
    ///
    /// @param rss resident memory of each, MiB
    /// @param peak the most it was since the process began, MiB
    /// @param disk of each volume, MiB
    record NodeUse(List<Long> rss, List<Long> peak, List<Long> disk) {

        static NodeUse of(MurmurFleet fleet) throws IOException {
            List<Long> rss = new ArrayList<>();
            List<Long> peak = new ArrayList<>();
            List<Long> disk = new ArrayList<>();
            for (int node = 0; node < fleet.size(); node++) {
                boolean runs = fleet.isRunning(node);
                rss.add(runs ? Usage.memoryMib(fleet.pid(node), "VmRSS") : -1L);
                peak.add(runs ? Usage.memoryMib(fleet.pid(node), "VmHWM") : -1L);
                disk.add(Usage.diskMib(fleet.volume(node)));
            }
            return new NodeUse(rss, peak, disk);
        }

        /// The most memory any node ever took, as far as this shows it.
        long peakMib() {
            return peak.stream().mapToLong(Long::longValue).max().orElse(-1);
        }
    }
}
