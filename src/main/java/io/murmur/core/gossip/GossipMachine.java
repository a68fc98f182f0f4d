package io.murmur.core.gossip;

import io.murmur.core.gossip.message.AgedReport;
import io.murmur.core.gossip.message.BucketHashes;
import io.murmur.core.gossip.message.Condition;
import io.murmur.core.gossip.message.GossipMessage;
import io.murmur.core.gossip.message.GossipMessage.Delta;
import io.murmur.core.gossip.message.GossipMessage.Digest;
import io.murmur.core.gossip.message.GossipMessage.Summary;
import io.murmur.core.gossip.message.Heading;
import io.murmur.core.gossip.message.Report;
import io.murmur.core.gossip.message.Version;
import io.murmur.core.machine.Machine;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.machine.Safeguard;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// The gossip of one node: says how it is doing, and learns how all others are.
///
/// Each round it opens an exchange with random others: a hash of all it knows, and what it learnt lately, the newest
/// first. An exchange is
///
/// - summary -> empty delta, if both know the same then;
/// - summary -> summary with the other's news and hashes of buckets, if they know the same only then;
/// - summary -> summary -> digest of the buckets that differ -> delta with what it wants -> delta.
///
/// So news travels in the first message of an exchange, and the second; buckets find what lost messages and absences
/// have left. Nothing is kept of an exchange but when it was opened: a message that is lost, late or repeated does no
/// harm, and the next exchange begins anew. Not thread-safe.
public final class GossipMachine implements Machine<GossipInput, Void> {

    private final NodeId self;
    private final GossipSettings settings;
    private final RandomGenerator random;
    private final OwnReports own;
    private final RoundTrips trips = new RoundTrips();
    private final Pages pages;
    private final FreshNews news = new FreshNews();
    private Members members;
    private GossipTable table;
    private long correlation;

    /// Who the machine is.
    ///
    /// @param boot random per start of the process
    public record Identity(NodeId node, long boot) {}

    /// The gossip of a process that has just started, or goes on.
    ///
    /// @param known so far: what this process has said it goes on from, what earlier ones have said it outdoes
    public GossipMachine(
            Identity identity, Members members, GossipTable known, GossipSettings settings, RandomGenerator random) {
        this.self = identity.node();
        this.members = members;
        this.table = known;
        this.settings = settings;
        this.random = random;
        Known past = known.of(self);
        this.own = new OwnReports(identity, past == null ? null : past.report(), settings);
        this.pages = new Pages(settings.reportBytesMax(), random);
        this.correlation = random.nextLong();
    }

    /// What the node knows, itself included. Immutable: other threads may be given it.
    public GossipTable table() {
        return table;
    }

    @Override
    public void on(GossipInput input, Now now, Outputs<Void> out) {
        switch (input) {
            case GossipInput.Ticked(var condition) -> tick(condition, now, out);
            case GossipInput.Told(var from, var message) -> told(from, message, now, out);
            case GossipInput.MembersChanged(var next) -> {
                members = next;
                trips.keep(next);
                table = table.keeping(next);
            }
        }
    }

    private void tick(Condition condition, Now now, Outputs<Void> out) {
        news.tick();
        Report report = own.tick(condition, trips, members.count());
        if (report != null) {
            change(table.with(new Known(report, now.nanos())), self);
        }
        for (NodeId peer : drawPeers()) {
            correlation++;
            trips.opened(correlation, peer, now);
            out.send(peer, summary(correlation, BucketHashes.NONE, List.of(), now));
        }
    }

    private Set<NodeId> drawPeers() {
        Set<NodeId> peers = new TreeSet<>();
        int others = members.count() - (members.contains(self) ? 1 : 0);
        while (peers.size() < Math.min(settings.fanout(), others)) {
            NodeId peer = members.at(random.nextInt(members.count()));
            if (!peer.equals(self)) {
                peers.add(peer);
            }
        }
        return peers;
    }

    /// @param heard what the other has just said, and need not be told
    private Summary summary(long exchange, BucketHashes buckets, List<AgedReport> heard, Now now) {
        return new Summary(exchange, table.hash(), buckets, news.toTell(table, heard, now));
    }

    private static List<Heading> headings(List<Known> reports) {
        return reports.stream()
                .map(known -> new Heading(known.origin(), known.report().version()))
                .toList();
    }

    private void told(NodeId from, GossipMessage message, Now now, Outputs<Void> out) {
        if (!members.contains(from) || from.equals(self)) {
            return;
        }
        trips.answered(message.correlation(), from, now);
        switch (message) {
            case Summary summary -> {
                summary.fresh().forEach(report -> learn(report, now));
                answer(from, summary, now, out);
            }
            case Digest digest -> out.send(from, answer(digest, now));
            case Delta delta -> {
                delta.reports().forEach(report -> learn(report, now));
                if (!delta.wanted().isEmpty()) {
                    out.send(from, new Delta(delta.correlation(), wanted(delta, now), List.of()));
                }
            }
        }
        Report again = own.again();
        if (again != null) {
            change(table.with(new Known(again, now.nanos())), self);
        }
    }

    private void answer(NodeId to, Summary summary, Now now, Outputs<Void> out) {
        boolean differs = summary.hash() != table.hash();
        if (!summary.isOpening()) {
            if (differs) {
                out.send(to, differing(summary, summary.buckets().count()));
            }
        } else if (differs) {
            BucketHashes buckets = table.hashes(table.bucketCount());
            out.send(to, summary(summary.correlation(), buckets, summary.fresh(), now));
        } else {
            out.send(to, new Delta(summary.correlation(), List.of(), List.of()));
        }
    }

    private Digest differing(Summary summary, int count) {
        BucketHashes mine = table.hashes(count);
        List<Integer> differing = new ArrayList<>();
        for (int bucket = 0; bucket < count; bucket++) {
            if (!mine.agreesWith(summary.buckets(), bucket)) {
                differing.add(bucket);
            }
        }
        if (differing.isEmpty()) {
            // Of 32 bits two may be equal by chance; what differs is found in some round.
            differing.add(random.nextInt(count));
        }
        TreeSet<Integer> chosen = new TreeSet<>();
        List<Heading> headings = new ArrayList<>();
        for (Integer bucket : pages.shuffled(differing)) {
            List<Known> reports = table.bucket(bucket, count);
            int bytes = (headings.size() + reports.size()) * Heading.BYTES_MAX;
            if (chosen.isEmpty() || bytes <= settings.messageBytesMax()) {
                chosen.add(bucket);
                headings.addAll(headings(reports));
            }
        }
        return new Digest(summary.correlation(), count, List.copyOf(chosen), headings);
    }

    private Delta answer(Digest digest, Now now) {
        TreeMap<NodeId, Version> theirs = new TreeMap<>();
        digest.headings().forEach(heading -> theirs.put(heading.origin(), heading.version()));
        List<Known> newer = new ArrayList<>();
        for (Integer bucket : digest.buckets()) {
            for (Known known : table.bucket(bucket, digest.count())) {
                Version version = theirs.get(known.origin());
                if (version == null || known.report().version().compareTo(version) > 0) {
                    newer.add(known);
                }
            }
        }
        List<NodeId> wanted = new ArrayList<>();
        theirs.forEach((origin, version) -> {
            if (isMissing(origin, version)) {
                wanted.add(origin);
            }
        });
        int wantedMax = settings.wantedBytesMax() / Long.BYTES;
        return new Delta(digest.correlation(), pages.of(newer, now), pages.draw(wanted, wantedMax));
    }

    private boolean isMissing(NodeId origin, Version version) {
        if (origin.equals(self)) {
            own.heard(version);
            return false;
        }
        Known mine = table.of(origin);
        return members.contains(origin)
                && (mine == null || version.compareTo(mine.report().version()) > 0);
    }

    private List<AgedReport> wanted(Delta delta, Now now) {
        List<Known> reports = new ArrayList<>();
        for (NodeId origin : delta.wanted()) {
            Known known = table.of(origin);
            if (known != null) {
                reports.add(known);
            }
        }
        return pages.of(reports, now);
    }

    private void learn(AgedReport told, Now now) {
        Known known = Known.of(told, now);
        if (known.origin().equals(self)) {
            own.heard(told.report().version());
        } else if (members.contains(known.origin())) {
            boolean compares = settings.safeguards().has(Safeguard.NEWEST_REPORT_WINS);
            change(compares ? table.with(known) : table.put(known), known.origin());
        }
    }

    @SuppressWarnings("ReferenceEquality") // A table that learns nothing stays the same object.
    private void change(GossipTable next, NodeId origin) {
        if (next != table) {
            table = next;
            news.learnt(origin);
        }
    }
}
