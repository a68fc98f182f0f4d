package io.murmur.door.http;

import io.murmur.core.machine.NodeId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What people call nodes and constants.
final class Names {

    private final Map<NodeId, String> names = new TreeMap<>();

    Names(List<NodeView.Member> members) {
        for (NodeView.Member member : members) {
            if (member.id() != null) {
                names.put(member.id(), member.name());
            }
        }
    }

    /// The name of a node; its id where no name is known.
    String of(NodeId node) {
        return names.getOrDefault(node, node.toString());
    }

    /// A constant as words.
    static String words(Enum<?> constant) {
        return String.join(" ", List.of(constant.name().toLowerCase(Locale.ROOT).split("_", -1)));
    }
}
