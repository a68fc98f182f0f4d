package io.murmur.sim;

import io.murmur.core.formation.hello.VolumeMemory;
import io.murmur.core.formation.hello.VolumeReport;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.replicate.message.Envelope.Peer;
import java.util.TreeMap;
import java.util.TreeSet;

/// What one simulated node knows of the others, from their hellos: the same rules as in
/// [io.murmur.core.membership.MembershipMachine], without its pace. Memories outlive the process.
final class SimAcquaintances {

    private static final long UNREACHABLE_NANOS = 400 * World.MILLI;

    /// Says who a node is; every node tells the others now and then.
    ///
    /// @param hears the boot of the receiver's process, if known
    /// @param remembers of the receiver's volume
    record Hello(VolumeReport volume, long hears, VolumeMemory remembers) implements Message {}

    private final World world;
    private final TreeMap<NodeId, Peer> peers = new TreeMap<>();
    private final TreeMap<NodeId, VolumeReport> reports = new TreeMap<>();
    private final TreeMap<NodeId, Long> heardNanos = new TreeMap<>();
    private final TreeSet<NodeId> answeredUs = new TreeSet<>();
    private final TreeMap<NodeId, VolumeMemory> memories = new TreeMap<>();
    private long sinceNanos;

    SimAcquaintances(World world) {
        this.world = world;
    }

    /// A new process knows nobody.
    void begin() {
        peers.clear();
        reports.clear();
        answeredUs.clear();
        sinceNanos = world.nanos();
    }

    Hello helloTo(NodeId node, VolumeReport own) {
        return new Hello(own, peerOf(node).boot(), memoryOf(node));
    }

    /// How a process is addressed; as nobody, if it was never heard.
    Peer peerOf(NodeId node) {
        return peers.getOrDefault(node, new Peer(node, 0, 0));
    }

    VolumeMemory memoryOf(NodeId node) {
        return memories.getOrDefault(node, VolumeMemory.NOTHING);
    }

    static Introduction introductionOf(Peer peer) {
        return new Introduction("", peer.node(), peer.incarnation(), peer.boot());
    }

    boolean isPutBack(Peer sender, Hello hello) {
        return memoryOf(sender.node()).contradicts(introductionOf(sender), hello.volume());
    }

    void greeted(Peer sender, Hello hello, Peer self) {
        NodeId node = sender.node();
        heard(node);
        peers.put(node, sender);
        reports.put(node, hello.volume());
        memories.put(node, memoryOf(node).after(introductionOf(sender), hello.volume()));
        if (hello.hears() == self.boot()) {
            answeredUs.add(node);
        }
    }

    void heard(NodeId node) {
        heardNanos.put(node, world.nanos());
    }

    /// Whether all `others` have spoken to this process.
    boolean haveAllAnswered(int others) {
        return answeredUs.size() == others;
    }

    /// Whether they had the time to.
    boolean haveHadTime() {
        return world.nanos() - sinceNanos > UNREACHABLE_NANOS;
    }

    boolean canCountOn(NodeId node) {
        VolumeReport report = reports.get(node);
        Long heard = heardNanos.get(node);
        return report != null && report.answers() && heard != null && world.nanos() - heard < UNREACHABLE_NANOS;
    }
}
