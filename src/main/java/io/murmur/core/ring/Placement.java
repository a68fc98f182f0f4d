package io.murmur.core.ring;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.bytes.SlotHash;
import io.murmur.core.machine.Invariant;
import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.machine.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/// The table partition -> ordered list of N owners. Immutable; checks itself when it is built.
///
/// @param epoch rises with every change of the table, 1 for the first
/// @param partitions how slots are cut
/// @param owners per partition its owners, preferred first
public record Placement(long epoch, Partitions partitions, List<Owners> owners) {

    private static final int FORMAT = 1;
    private static final int OWNERS_MAX = 64;
    private static final int NODES_MAX = 4096;

    /// The owners of one partition.
    ///
    /// @param epoch of the partition: the table's epoch at which this list last changed
    public record Owners(long epoch, List<NodeId> nodes) {
        public Owners {
            nodes = List.copyOf(nodes);
            Invariant.check(epoch > 0, "epochs start at 1");
            Invariant.check(
                    !nodes.isEmpty() && new TreeSet<>(nodes).size() == nodes.size(),
                    "a partition has at least one owner, all different");
        }
    }

    public Placement {
        owners = List.copyOf(owners);
        Invariant.check(owners.size() == partitions.count(), "the table has one entry per partition");
        for (Owners entry : owners) {
            Invariant.check(entry.epoch() <= epoch, "no partition is newer than its table");
            Invariant.check(entry.nodes().size() == owners.getFirst().nodes().size(), "N is one number");
        }
    }

    public List<NodeId> ownersOf(int partition) {
        return owners.get(partition).nodes();
    }

    public long epochOf(int partition) {
        return owners.get(partition).epoch();
    }

    /// False for a partition that is not there, too: foreign bytes may name any.
    public boolean isOwner(NodeId node, int partition) {
        return partition >= 0
                && partition < partitions.count()
                && ownersOf(partition).contains(node);
    }

    /// The nodes that do not own a partition, in the order in which they stand in for its owners: that of all nodes,
    /// from the one behind its first owner on, so that partitions have different ones.
    public List<NodeId> fallbacksOf(int partition) {
        List<NodeId> nodes = nodes();
        int first = nodes.indexOf(ownersOf(partition).getFirst()) + 1;
        List<NodeId> fallbacks = new ArrayList<>(nodes.subList(first, nodes.size()));
        fallbacks.addAll(nodes.subList(0, first));
        fallbacks.removeAll(ownersOf(partition));
        return fallbacks;
    }

    /// The partitions `node` owns, ascending.
    public List<Integer> partitionsOf(NodeId node) {
        List<Integer> owned = new ArrayList<>();
        for (int partition = 0; partition < owners.size(); partition++) {
            if (isOwner(node, partition)) {
                owned.add(partition);
            }
        }
        return owned;
    }

    /// The partitions `node` does not own, ascending.
    public List<Integer> foreignTo(NodeId node) {
        List<Integer> foreign = new ArrayList<>();
        for (int partition = 0; partition < owners.size(); partition++) {
            if (!isOwner(node, partition)) {
                foreign.add(partition);
            }
        }
        return foreign;
    }

    /// The partitions that both own, ascending.
    public List<Integer> sharedBy(NodeId one, NodeId other) {
        return partitionsOf(one).stream()
                .filter(partition -> isOwner(other, partition))
                .toList();
    }

    /// The other nodes that share a partition with `node`, ascending.
    public List<NodeId> peersOf(NodeId node) {
        return nodes().stream()
                .filter(other -> !other.equals(node) && !sharedBy(node, other).isEmpty())
                .toList();
    }

    /// Every node with a place, ascending.
    public List<NodeId> nodes() {
        TreeSet<NodeId> nodes = new TreeSet<>();
        owners.forEach(entry -> nodes.addAll(entry.nodes()));
        return List.copyOf(nodes);
    }

    /// N.
    public int replicas() {
        return owners.getFirst().nodes().size();
    }

    /// The binary form (`src/docs/formats.md`, "Placement").
    public byte[] encode() {
        List<NodeId> nodes = nodes();
        BytesWriter out = new BytesWriter(64 + owners.size() * (replicas() + 2));
        out.u8(FORMAT).varint(epoch).varint(partitions.count()).varint(replicas());
        out.varint(nodes.size());
        nodes.forEach(node -> out.i64(node.bits()));
        for (Owners entry : owners) {
            out.varint(entry.epoch());
            entry.nodes().forEach(node -> out.varint(nodes.indexOf(node)));
        }
        CRC32C checksum = new CRC32C();
        checksum.update(out.buffer(), 0, out.size());
        return out.i32((int) checksum.getValue()).toByteArray();
    }

    /// Reads the binary form.
    ///
    /// @throws MalformedBytes when the bytes are not a placement, or damaged
    public static Placement decode(byte[] encoded) {
        if (encoded.length < Integer.BYTES) {
            throw new MalformedBytes("a placement is longer than " + encoded.length + " bytes");
        }
        int bodyLength = encoded.length - Integer.BYTES;
        CRC32C checksum = new CRC32C();
        checksum.update(encoded, 0, bodyLength);
        if (new BytesReader(encoded, bodyLength, Integer.BYTES).i32() != (int) checksum.getValue()) {
            throw new MalformedBytes("the checksum of a placement does not fit its bytes");
        }
        BytesReader in = new BytesReader(encoded, 0, bodyLength);
        int format = in.u8();
        if (format != FORMAT) {
            throw new MalformedBytes("placements of format " + format + " are not known to this version");
        }
        try {
            return readBody(in);
        } catch (InvariantViolation | IllegalArgumentException impossible) {
            throw new MalformedBytes("the bytes are no placement: " + impossible.getMessage());
        }
    }

    private static Placement readBody(BytesReader in) {
        long epoch = in.varint();
        int count = in.count(SlotHash.SLOTS);
        int replicas = in.count(OWNERS_MAX);
        int nodeCount = in.count(NODES_MAX);
        List<NodeId> nodes = new ArrayList<>(nodeCount);
        for (int i = 0; i < nodeCount; i++) {
            nodes.add(new NodeId(in.i64()));
        }
        if (nodes.isEmpty() || replicas == 0) {
            throw new MalformedBytes("a placement names no owners");
        }
        List<Owners> owners = new ArrayList<>(count);
        for (int partition = 0; partition < count; partition++) {
            long partitionEpoch = in.varint();
            List<NodeId> entry = new ArrayList<>(replicas);
            for (int i = 0; i < replicas; i++) {
                entry.add(nodes.get(in.count(nodes.size() - 1)));
            }
            owners.add(new Owners(partitionEpoch, entry));
        }
        in.expectEnd();
        return new Placement(epoch, new Partitions(count), owners);
    }
}
