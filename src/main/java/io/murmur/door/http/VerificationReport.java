package io.murmur.door.http;

import io.murmur.core.entropy.audit.AuditReport;
import io.murmur.core.entropy.audit.AuditReport.Verdict;
import io.murmur.core.entropy.message.Flaw;
import io.murmur.core.ring.Partitions;
import io.murmur.door.http.status.Verification;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Makes the document of a verification.
final class VerificationReport {

    private final NodeView view;
    private final NodeView.Agreement agreement;
    private final Names names;

    VerificationReport(NodeView view, NodeView.Agreement agreement) {
        this.view = view;
        this.agreement = agreement;
        this.names = new Names(view.members());
    }

    /// @param reads whether rows were read
    /// @param withAll whether partitions that agree are listed, too
    Verification of(NodeView.Audited audited, boolean reads, boolean withAll) {
        AuditReport report = audited.report();
        Map<String, Integer> byVerdict = new TreeMap<>();
        report.partitions().forEach(each -> byVerdict.merge(text(each.verdict()), 1, Integer::sum));
        Map<String, String> declined = new TreeMap<>();
        report.declined().forEach((node, why) -> declined.put(names.of(node), Names.words(why)));
        return new Verification(
                Verification.FORMAT,
                view.identity().name(),
                agreement.cluster().toString(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                audited.seconds(),
                text(report.verdict()),
                report.finished(),
                reads,
                report.partitions().stream()
                        .mapToLong(found -> found.counts().rows())
                        .sum(),
                report.partitions().stream()
                        .mapToLong(found -> found.counts().bytes())
                        .sum(),
                audited.agreementAgeSeconds(),
                byVerdict,
                report.silent().stream().map(names::of).toList(),
                declined,
                report.partitions().stream()
                        .filter(each -> withAll || each.verdict() != Verdict.AGREED)
                        .map(this::partition)
                        .toList(),
                CutsReport.counts(view.cuts(), names));
    }

    private Verification.Partition partition(AuditReport.Partition found) {
        Partitions partitions = agreement.placement().partitions();
        int first = partitions.firstSlotOf(found.partition());
        return new Verification.Partition(
                found.partition(),
                first,
                first + partitions.slotsPer() - 1,
                text(found.verdict()),
                found.statements().stream()
                        .map(this::owner)
                        .sorted(Comparator.comparing(Verification.Owner::name))
                        .toList(),
                found.keys().stream().map(this::key).toList(),
                found.flaws().stream().map(this::damage).toList(),
                found.counts().moreFlaws());
    }

    private Verification.Owner owner(AuditReport.Statement said) {
        return new Verification.Owner(
                names.of(said.owner()),
                said.owner().toString(),
                said.epoch(),
                hex(said.clock()),
                said.events(),
                hex(said.root()));
    }

    private Verification.DifferingKey key(AuditReport.DifferingKey differing) {
        Map<String, String> digests = new TreeMap<>();
        differing.digests().forEach((owner, digest) -> digests.put(names.of(owner), hex(digest)));
        return new Verification.DifferingKey(Preview.whole(differing.key().bytes()), digests);
    }

    private Verification.Damage damage(AuditReport.Found found) {
        Flaw flaw = found.flaw();
        String key = flaw.key() == null ? null : Preview.whole(flaw.key().bytes());
        return new Verification.Damage(names.of(found.owner()), Names.words(flaw.kind()), flaw.segment(), key);
    }

    private static String hex(@Nullable Long number) {
        return number == null ? "" : HexFormat.of().toHexDigits(number);
    }

    private static String text(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
