package io.murmur.core.entropy.audit;

import io.murmur.core.entropy.message.Flaw;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.replica.message.Refusal;
import java.util.ArrayDeque;
import java.util.TreeMap;

/// Has each owner read all its rows, page by page, all owners at once.
///
/// A segment that does not fit its tree is asked for again a few times before it counts: it may just have been
/// written to.
final class Reading implements Step {

    private static final int TRIES_MAX = 4;

    private final Kit kit;
    private final TreeMap<NodeId, Reader> readers = new TreeMap<>();

    /// How far one owner has come.
    private static final class Reader {
        private final ArrayDeque<Integer> partitions = new ArrayDeque<>();
        private int segment;
        private int tries;
        private boolean isAsked;
        private long againNanos;
    }

    Reading(Kit kit) {
        this.kit = kit;
        for (Findings.Case each : kit.findings().cases()) {
            for (NodeId owner : kit.findings().ownersOf(each.partition())) {
                readers.computeIfAbsent(owner, _ -> new Reader()).partitions.add(each.partition());
            }
        }
    }

    @Override
    public void begin(Now now, Outputs<?> out) {
        readers.values().forEach(reader -> reader.againNanos = now.nanos());
        tick(now, out);
    }

    @Override
    public void tick(Now now, Outputs<?> out) {
        readers.entrySet().removeIf(entry -> entry.getValue().partitions.isEmpty() || !kit.speaks(entry.getKey()));
        readers.forEach((node, reader) -> {
            if (!reader.isAsked && now.hasReached(reader.againNanos)) {
                ask(node, reader, now, out);
            }
        });
    }

    private void ask(NodeId node, Reader reader, Now now, Outputs<?> out) {
        reader.isAsked = true;
        int partition = reader.partitions.getFirst();
        int bytes = kit.settings().pageBytes();
        kit.correspondence()
                .ask(
                        node,
                        correlation -> new SyncRequest.Inspect(correlation, partition, reader.segment, bytes),
                        now,
                        out);
    }

    @Override
    public void answered(NodeId from, SyncReply reply, Now now, Outputs<?> out) {
        Reader reader = readers.get(from);
        if (reader == null) {
            return;
        }
        reader.isAsked = false;
        reader.againNanos = now.nanos();
        if (reply instanceof SyncReply.Inspected page && isWanted(page, reader)) {
            take(from, reader, page, now);
        } else {
            kit.findings().decline(from, reply instanceof SyncReply.Declined(_, var why) ? why : Refusal.ROTTEN);
        }
        tick(now, out);
    }

    /// An answer must go on, or it would be asked for for ever.
    private static boolean isWanted(SyncReply.Inspected page, Reader reader) {
        return page.partition() == reader.partitions.getFirst()
                && page.nextSegment() > reader.segment
                && page.nextSegment() <= MerkleTree.SEGMENTS;
    }

    private void take(NodeId from, Reader reader, SyncReply.Inspected page, Now now) {
        boolean unfit = page.flaws().stream().anyMatch(Flaw::isOfSegment);
        if (unfit && ++reader.tries < TRIES_MAX) {
            reader.againNanos = now.nanosAfterMillis(kit.settings().pauseMillis());
            return;
        }
        Findings.Case found = kit.findings().of(page.partition());
        found.read(page.rows(), page.bytes());
        page.flaws().forEach(flaw -> found.add(from, flaw));
        reader.tries = 0;
        reader.segment = page.nextSegment();
        if (reader.segment == MerkleTree.SEGMENTS) {
            reader.segment = 0;
            reader.partitions.remove();
        }
    }

    @Override
    public boolean isDone() {
        return readers.isEmpty();
    }
}
