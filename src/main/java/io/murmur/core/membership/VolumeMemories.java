package io.murmur.core.membership;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.formation.hello.VolumeMemory;
import io.murmur.core.machine.NodeId;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What this node remembers of the others' volumes, to be kept on its own: after all nodes were down at once it is the
/// only witness. May be old; never claims more than was true.
public record VolumeMemories(SortedMap<NodeId, VolumeMemory> byNode) implements MembershipNotice {

    public static final VolumeMemories NONE = new VolumeMemories(new TreeMap<>());

    private static final int FORMAT = 1;

    public VolumeMemories {
        byNode = Collections.unmodifiableSortedMap(new TreeMap<>(byNode));
    }

    VolumeMemory of(NodeId node) {
        return byNode.getOrDefault(node, VolumeMemory.NOTHING);
    }

    public byte[] encode() {
        BytesWriter out = new BytesWriter(128);
        out.u8(FORMAT).varint(byNode.size());
        for (Map.Entry<NodeId, VolumeMemory> each : byNode.entrySet()) {
            out.i64(each.getKey().bits());
            each.getValue().writeTo(out);
        }
        return out.toByteArray();
    }

    /// Reads what [#encode] wrote.
    ///
    /// @throws MalformedBytes when the bytes are something else
    public static VolumeMemories decode(byte[] bytes) {
        BytesReader in = new BytesReader(bytes);
        int format = in.u8();
        if (format != FORMAT) {
            throw new MalformedBytes("memories of volumes of format " + format + " are not known to this version");
        }
        SortedMap<NodeId, VolumeMemory> read = new TreeMap<>();
        for (int left = in.count(in.remaining()); left > 0; left--) {
            read.put(new NodeId(in.i64()), VolumeMemory.readFrom(in));
        }
        in.expectEnd();
        return new VolumeMemories(read);
    }
}
