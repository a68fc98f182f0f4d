package io.murmur.cli.verify;

import io.murmur.door.http.status.Verification;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Answers about parts of the partitions, made into one.
final class Verifications {

    /// From good to bad; a verdict of a later version counts as worst.
    private static final List<String> VERDICTS =
            List.of(Verification.AGREED, Verification.INCOMPLETE, "unsettled", "damaged", "different");

    private Verifications() {}

    /// One document that says what all of them say.
    ///
    /// @param parts of one node, at least one
    static Verification joined(List<Verification> parts) {
        Verification last = parts.getLast();
        Map<String, Integer> byVerdict = new TreeMap<>();
        Map<String, String> declined = new TreeMap<>();
        TreeSet<String> silent = new TreeSet<>();
        List<Verification.Partition> partitions = new ArrayList<>();
        for (Verification part : parts) {
            part.byVerdict().forEach((verdict, count) -> byVerdict.merge(verdict, count, Integer::sum));
            declined.putAll(part.declined());
            silent.addAll(part.silent());
            partitions.addAll(part.partitions());
        }
        boolean finished = parts.stream().allMatch(Verification::finished);
        return new Verification(
                last.format(),
                last.node(),
                last.cluster(),
                last.at(),
                parts.stream().mapToDouble(Verification::seconds).sum(),
                worst(parts, finished),
                finished,
                last.read(),
                parts.stream().mapToLong(Verification::rows).sum(),
                parts.stream().mapToLong(Verification::bytes).sum(),
                last.agreementAgeSeconds(),
                byVerdict,
                List.copyOf(silent),
                declined,
                partitions,
                last.cuts());
    }

    /// What there was no time for does not agree.
    private static String worst(List<Verification> parts, boolean finished) {
        List<String> verdicts = new ArrayList<>(List.of(finished ? Verification.AGREED : Verification.INCOMPLETE));
        parts.forEach(part -> verdicts.add(part.verdict()));
        return Collections.max(verdicts, Comparator.comparingInt(Verifications::badness));
    }

    private static int badness(String verdict) {
        int place = VERDICTS.indexOf(verdict);
        return place < 0 ? VERDICTS.size() : place;
    }
}
