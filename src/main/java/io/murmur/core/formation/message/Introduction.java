package io.murmur.core.formation.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.formation.durable.Texts;
import io.murmur.core.machine.NodeId;

/// Who speaks.
///
/// @param name as configured (`murmur.node.name`)
/// @param node the id of its volume
/// @param incarnation as in `core.version.ActorId`
/// @param boot random per start of the process
public record Introduction(String name, NodeId node, long incarnation, long boot) {

    public void writeTo(BytesWriter out) {
        Texts.write(out, name);
        out.i64(node.bits()).i64(incarnation).i64(boot);
    }

    /// Reads what [#writeTo] wrote.
    ///
    /// @throws io.murmur.core.bytes.MalformedBytes when the bytes end too early
    public static Introduction readFrom(BytesReader in) {
        return new Introduction(Texts.read(in), new NodeId(in.i64()), in.i64(), in.i64());
    }
}
