package io.murmur.core.formation.durable;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Invariant;
import io.murmur.core.machine.NodeId;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What all nodes must say alike before they form a cluster: their configuration, as far as it is the cluster's.
///
/// @param nodes the declared names (`murmur.cluster.nodes`), kept ascending
/// @param leftOut names the cluster is formed without (`murmur.cluster.dangerously-form-without`), kept
///     ascending; empty but in an emergency
/// @param replicas N (`murmur.cluster.replicas`)
/// @param partitions Q (`murmur.cluster.partitions`)
/// @param settings the settings of the namespaces (`murmur.namespaces`) as a canonical text, or a hash of it:
///     equal texts mean equal settings
public record ClusterTerms(List<String> nodes, List<String> leftOut, int replicas, int partitions, String settings) {

    /// The most names a list may have.
    public static final int NODES_MAX = 1024;

    /// The longest settings, in characters.
    public static final int SETTINGS_MAX = 16_384;

    private static final int NAME_MAX = 255;
    private static final int REPLICAS_MAX = 64;
    private static final int PARTITIONS_MAX = 16_384;
    private static final int SHOWN_MAX = 60;

    /// Throws `IllegalArgumentException` with key, value and what is allowed when the terms make no sense.
    public ClusterTerms {
        nodes = nodes.stream().sorted().toList();
        leftOut = leftOut.stream().sorted().toList();
        String flaw = flaw(nodes, leftOut, replicas, partitions, settings);
        if (flaw != null) {
            throw new IllegalArgumentException(flaw);
        }
    }

    private static @Nullable String flaw(
            List<String> nodes, List<String> leftOut, int replicas, int partitions, String settings) {
        String list = flawOfList("murmur.cluster.nodes", nodes);
        list = list == null ? flawOfList("murmur.cluster.dangerously-form-without", leftOut) : list;
        int members = nodes.size() - leftOut.size();
        if (list != null) {
            return list;
        } else if (!nodes.containsAll(leftOut)) {
            return "murmur.cluster.dangerously-form-without is " + leftOut
                    + "; it may name only nodes of murmur.cluster.nodes, which is " + nodes;
        } else if (members == 0) {
            return "murmur.cluster.nodes is " + nodes + " and murmur.cluster.dangerously-form-without is " + leftOut
                    + "; at least one node must be left to form a cluster";
        } else if (replicas < 1 || replicas > Math.min(members, REPLICAS_MAX)) {
            return "murmur.cluster.replicas is " + replicas + "; it must be from 1 to "
                    + Math.min(members, REPLICAS_MAX) + ", since the cluster is formed of " + members + " nodes";
        } else if (partitions < 1 || partitions > PARTITIONS_MAX || Integer.bitCount(partitions) != 1) {
            return "murmur.cluster.partitions is " + partitions + "; it must be a power of two from 1 to "
                    + PARTITIONS_MAX;
        } else if (settings.length() > SETTINGS_MAX) {
            return "murmur.namespaces takes " + settings.length() + " characters; at most " + SETTINGS_MAX
                    + " are allowed";
        }
        return null;
    }

    private static @Nullable String flawOfList(String key, List<String> names) {
        if (names.size() > NODES_MAX) {
            return key + " has " + names.size() + " names; at most " + NODES_MAX + " are allowed";
        }
        for (int at = 0; at < names.size(); at++) {
            String name = names.get(at);
            if (name.isBlank() || name.length() > NAME_MAX) {
                return key + " has the name \"" + name + "\"; names have 1 to " + NAME_MAX + " characters";
            } else if (at > 0 && name.equals(names.get(at - 1))) {
                return key + " is " + names + "; it names " + name + " twice, but each name must be there once";
            }
        }
        return null;
    }

    /// The names the cluster is formed of, ascending: all but those left out.
    public List<String> members() {
        return nodes.stream().filter(name -> !leftOut.contains(name)).toList();
    }

    /// The only node that may form the cluster: the lowest name of [#members].
    public String former() {
        return members().getFirst();
    }

    /// Under which id a message for `name` is sent while nobody knows the node ids: its place in [#nodes].
    public NodeId placeOf(String name) {
        int place = nodes.indexOf(name);
        Invariant.check(place >= 0, () -> name + " is not declared");
        return new NodeId(place);
    }

    /// The name behind [#placeOf].
    public String nameAt(NodeId place) {
        return nodes.get((int) place.bits());
    }

    /// The first difference to other terms, as a sentence; null if both say the same.
    ///
    /// @param where the others hold, as the end of a sentence: "on node b"
    public @Nullable String differenceTo(ClusterTerms other, String where) {
        if (!nodes.equals(other.nodes)) {
            return difference("nodes", nodes, other.nodes, where);
        } else if (!leftOut.equals(other.leftOut)) {
            return difference("dangerously-form-without", leftOut, other.leftOut, where);
        }
        return differenceInSettings(other, where);
    }

    /// Like [#differenceTo], but only in what stays fixed when nodes come and go.
    public @Nullable String differenceInSettings(ClusterTerms other, String where) {
        if (replicas != other.replicas) {
            return difference("replicas", replicas, other.replicas, where);
        } else if (partitions != other.partitions) {
            return difference("partitions", partitions, other.partitions, where);
        } else if (!settings.equals(other.settings)) {
            int at = commonLength(settings, other.settings);
            return sentence("murmur.namespaces", shown(settings, at), shown(other.settings, at), where);
        }
        return null;
    }

    private static int commonLength(String left, String right) {
        int at = 0;
        while (at < Math.min(left.length(), right.length()) && left.charAt(at) == right.charAt(at)) {
            at++;
        }
        return at;
    }

    /// The part of `settings` around `at`, which is at most its length.
    private static String shown(String settings, int at) {
        int from = Math.max(0, at - SHOWN_MAX / 2);
        int to = Math.min(settings.length(), from + SHOWN_MAX);
        return "\"" + (from > 0 ? "..." : "") + settings.substring(from, to) + (to < settings.length() ? "..." : "")
                + "\"";
    }

    private static String difference(String key, Object here, Object there, String where) {
        return sentence("murmur.cluster." + key, here.toString(), there.toString(), where);
    }

    private static String sentence(String key, String here, String there, String where) {
        return key + " is " + here + " here, but " + there + " " + where + "; it must be the same on every node";
    }

    public void writeTo(BytesWriter out) {
        Texts.writeAll(out, nodes);
        Texts.writeAll(out, leftOut);
        out.varint(replicas).varint(partitions);
        Texts.write(out, settings);
    }

    /// Reads what [#writeTo] wrote.
    ///
    /// @throws MalformedBytes when the bytes are not terms, or the terms make no sense
    public static ClusterTerms readFrom(BytesReader in) {
        List<String> nodes = Texts.readAll(in, NODES_MAX);
        List<String> leftOut = Texts.readAll(in, NODES_MAX);
        int replicas = in.count(REPLICAS_MAX);
        int partitions = in.count(PARTITIONS_MAX);
        String settings = Texts.read(in);
        String flaw = isAscending(nodes) && isAscending(leftOut)
                ? flaw(nodes, leftOut, replicas, partitions, settings)
                : "the declared names are not in their order";
        if (flaw != null) {
            throw new MalformedBytes(flaw);
        }
        return new ClusterTerms(nodes, leftOut, replicas, partitions, settings);
    }

    private static boolean isAscending(List<String> names) {
        return names.equals(List.copyOf(new TreeSet<>(names)));
    }
}
