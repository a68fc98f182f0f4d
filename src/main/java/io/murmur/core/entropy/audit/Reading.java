package io.murmur.core.entropy.audit;

import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.merkle.MerkleTree;
import java.util.ArrayDeque;
import java.util.TreeMap;

/// Has each owner read all its rows, page by page, all owners at once. An owner that does not come to the end
/// of a partition, for whatever reason, leaves it unread.
final class Reading implements Step {

    private final Kit kit;
    private final TreeMap<NodeId, Reader> readers = new TreeMap<>();

    /// How far one owner has come.
    private static final class Reader {
        private final ArrayDeque<Integer> partitions = new ArrayDeque<>();
        private int segment;
        private boolean isAsked;
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
        tick(now, out);
    }

    @Override
    public void tick(Now now, Outputs<?> out) {
        readers.entrySet().removeIf(entry -> isOver(entry.getKey(), entry.getValue()));
        readers.forEach((node, reader) -> {
            if (!reader.isAsked) {
                ask(node, reader, now, out);
            }
        });
    }

    private boolean isOver(NodeId node, Reader reader) {
        if (!kit.speaks(node)) {
            leaveUnread(reader);
        }
        return reader.partitions.isEmpty();
    }

    private void leaveUnread(Reader reader) {
        reader.partitions.forEach(partition -> kit.findings().of(partition).leaveUnread());
        reader.partitions.clear();
    }

    /// No time is left.
    void breakOff() {
        readers.values().forEach(this::leaveUnread);
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
        if (reply instanceof SyncReply.Inspected page && isWanted(page, reader)) {
            take(from, reader, page);
        } else {
            leaveUnread(reader);
        }
        tick(now, out);
    }

    /// An answer must go on, or it would be asked for for ever.
    private static boolean isWanted(SyncReply.Inspected page, Reader reader) {
        return page.partition() == reader.partitions.getFirst()
                && page.nextSegment() > reader.segment
                && page.nextSegment() <= MerkleTree.SEGMENTS;
    }

    private void take(NodeId from, Reader reader, SyncReply.Inspected page) {
        Findings.Case found = kit.findings().of(page.partition());
        found.read(page.rows(), page.bytes());
        page.flaws().forEach(flaw -> found.add(from, flaw));
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
