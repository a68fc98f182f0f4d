package io.murmur.core.replicate.transcript;

import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.namespace.TestNamespace;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// A few nodes, and the messages between them, which arrive when the transcript says so. All nodes but those named
/// `d` to `f` own the one partition there is.
final class Stage {

    private record Letter(NodeId from, NodeId to, Message message) {}

    private final TreeMap<NodeId, StageNode> nodes = new TreeMap<>();
    private final List<NodeId> owners = new ArrayList<>();
    /// What the clocks of all nodes say when a transcript begins.
    static final long WALL = 1_700_000_000_000L;

    private final List<Letter> underWay = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final Namespaces namespaces;
    private long millis;

    Stage(List<NodeId> ids, int writeOwners, int readOwners) {
        this.namespaces = new Namespaces(TestNamespace.active("default", writeOwners, readOwners), List.of());
        ids.stream().filter(id -> id.bits() < 0xD).forEach(owners::add);
        ids.forEach(id -> nodes.put(id, new StageNode(this, id)));
        nodes.values().forEach(node -> node.start(true));
    }

    Namespaces namespaces() {
        return namespaces;
    }

    List<NodeId> owners() {
        return owners;
    }

    StageNode node(NodeId id) {
        StageNode node = nodes.get(id);
        if (node == null) {
            throw new IllegalArgumentException("there is no node " + Wording.node(id));
        }
        return node;
    }

    StageNode living(NodeId id) {
        if (!node(id).isAlive()) {
            throw new IllegalArgumentException("node " + Wording.node(id) + " is down");
        }
        return node(id);
    }

    long millis() {
        return millis;
    }

    void send(NodeId from, NodeId to, Message message) {
        underWay.add(new Letter(from, to, message));
        say(Wording.node(from) + ">" + Wording.node(to) + " " + Wording.message(message));
    }

    void say(String what) {
        said.add(what);
    }

    /// What was said since the last call.
    List<String> said() {
        List<String> lines = List.copyOf(said);
        said.clear();
        return lines;
    }

    /// The oldest message from one node to another arrives.
    void deliver(NodeId from, NodeId to) {
        deliver(take(from, to));
    }

    private void deliver(Letter letter) {
        if (node(letter.to()).isAlive()) {
            node(letter.to()).receive(letter.from(), letter.message());
        } else {
            say(Wording.node(letter.to()) + " is down");
        }
    }

    /// It is lost.
    void drop(NodeId from, NodeId to) {
        take(from, to);
    }

    /// It is kept, and arrives once more later.
    void repeat(NodeId from, NodeId to) {
        Letter letter = take(from, to);
        underWay.addFirst(letter);
        deliver(letter);
    }

    private Letter take(NodeId from, NodeId to) {
        for (Letter letter : underWay) {
            if (letter.from().equals(from) && letter.to().equals(to)) {
                underWay.remove(letter);
                return letter;
            }
        }
        throw new IllegalArgumentException(
                "nothing is under way from " + Wording.node(from) + " to " + Wording.node(to));
    }

    /// Everything arrives and is synced, in the order it was sent, until nothing happens any more.
    void settle() {
        boolean moved = true;
        while (moved) {
            moved = false;
            while (!underWay.isEmpty()) {
                deliver(underWay.removeFirst());
                moved = true;
            }
            for (StageNode node : nodes.values()) {
                moved |= node.sync();
            }
        }
    }

    /// Time passes; every node looks at its deadlines once.
    void waitMillis(long passed) {
        millis += passed;
        nodes.values().forEach(StageNode::tick);
    }
}
