package io.murmur.cli.verify;

import io.murmur.cli.command.Address;
import io.murmur.cli.command.TextTable;
import io.murmur.cli.command.Texts;
import io.murmur.door.http.status.CutHistory;
import io.murmur.door.http.status.Verification;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A verification as people read it.
final class VerifyReading {

    private static final int PARTITIONS_MAX = 20;

    private final StringBuilder text = new StringBuilder();

    private VerifyReading() {}

    static String text(Verification verification, Address asked) {
        VerifyReading reading = new VerifyReading();
        reading.write(verification, asked);
        return reading.text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void write(Verification found, Address asked) {
        line("cluster " + found.cluster() + ", asked " + found.node() + " at " + asked + ", " + found.at());
        int partitions =
                found.byVerdict().values().stream().mapToInt(Integer::intValue).sum();
        String read = found.read()
                ? "; their owners read " + found.rows() + " rows with " + Texts.bytes(found.bytes()) + " of objects"
                : "; no rows were read";
        line(counted(partitions, "partition") + " in " + Texts.seconds(found.seconds()) + read);
        List<String> counts = new ArrayList<>();
        found.byVerdict().forEach((verdict, count) -> counts.add(verdict + " " + count));
        line(String.join(", ", counts) + "; " + found.node() + " last agreed with each peer about each partition "
                + Texts.seconds(found.agreementAgeSeconds()) + " ago");
        cuts(found);
        found.silent().forEach(node -> line(node + " did not answer"));
        found.declined().forEach((node, why) -> line(node + " would not answer: " + why));
        List<Verification.Partition> shown =
                found.partitions().stream().filter(VerifyReading::isWorthALook).toList();
        shown.stream().limit(PARTITIONS_MAX).forEach(this::write);
        int left = shown.size() - PARTITIONS_MAX;
        if (left > 0) {
            line("");
            line("and " + counted(left, "partition") + " more: --json shows all");
        }
        line("");
        line(conclusion(found));
    }

    /// The last one with each other node.
    private void cuts(Verification found) {
        Set<String> said = new HashSet<>();
        for (CutHistory.Seen cut : found.cuts()) {
            if (!cut.sinceStart() && said.add(cut.peer())) {
                line(found.node() + " was out of touch with " + cut.peer() + " from " + cut.from() + " "
                        + howItEnded(cut) + (said.size() == 1 ? "; murmur cuts tells more" : ""));
            }
        }
    }

    private static String howItEnded(CutHistory.Seen cut) {
        Double agreed = cut.agreedSeconds();
        if (cut.until() == null) {
            return "until now";
        }
        String agreement =
                agreed == null ? "has not agreed with it since" : "agreed with it " + Texts.seconds(agreed) + " later";
        return "to " + cut.until() + " and " + agreement + ", " + counted((int) cut.conflicts(), "conflict");
    }

    /// Of those that are incomplete it was said who did not answer.
    private static boolean isWorthALook(Verification.Partition partition) {
        return !List.of(Verification.AGREED, Verification.INCOMPLETE).contains(partition.verdict());
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private void write(Verification.Partition partition) {
        line("");
        line("partition " + partition.partition() + ", slots " + partition.firstSlot() + " to " + partition.lastSlot()
                + ": " + partition.verdict());
        TextTable owners = new TextTable();
        owners.row(List.of("  owner", "events", "clock", "root"));
        for (Verification.Owner owner : partition.owners()) {
            owners.row(List.of("  " + owner.name(), String.valueOf(owner.events()), owner.clock(), owner.root()));
        }
        text.append(owners.text());
        for (Verification.DifferingKey key : partition.keys()) {
            List<String> held = new ArrayList<>();
            key.digests().forEach((owner, digest) -> held.add(owner + " " + (digest.isEmpty() ? "-" : digest)));
            line("  key \"" + key.key() + "\": " + String.join(", ", held));
        }
        for (Verification.Damage damage : partition.damage()) {
            String where = damage.key() == null ? "segment " + damage.segment() : "key \"" + damage.key() + "\"";
            line("  " + damage.owner() + ": " + damage.what() + ", " + where);
        }
        if (partition.moreDamage() > 0) {
            line("  and " + partition.moreDamage() + " more");
        }
    }

    private static String conclusion(Verification found) {
        return switch (found.verdict()) {
            case Verification.AGREED -> "All owners agree.";
            case Verification.INCOMPLETE ->
                "What was looked at agrees. Start the owners that are away, or give it more time (--range), and verify"
                        + " again.";
            case "unsettled" ->
                "Nothing differs that was not just written, but some partitions were written to all the time; verify"
                        + " again when less is written.";
            case "damaged" ->
                "Some rows are not as they were written; other owners serve their keys. While those are up: stop the"
                        + " node named above, move the folder db out of its volume, start it once with --accept-loss.";
            default ->
                "Owners differ. What exchanges see they repair within seconds: verify again; what stays is named"
                        + " above.";
        };
    }
}
