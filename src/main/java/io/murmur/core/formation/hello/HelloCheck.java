package io.murmur.core.formation.hello;

import io.murmur.core.formation.durable.Formed;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.machine.NodeId;
import org.jspecify.annotations.Nullable;

/// Judges the hello of another process: same cluster, a volume the table has, under the name the table has,
/// alone with that volume, with the same settings. Immutable.
public final class HelloCheck {

    private final Introduction self;
    private final Formed formed;

    public HelloCheck(Introduction self, Formed formed) {
        this.self = self;
        this.formed = formed;
    }

    /// What is already known of the sender's volume.
    ///
    /// @param last how it introduced itself when it was last accepted
    /// @param connected whether that process is still talking to this one
    public record Known(Introduction last, boolean connected) {}

    /// Judges `hello`.
    ///
    /// @param known of the volume it names; null if no process on it was accepted
    /// @param remembered of that volume, perhaps from an earlier life of this node
    public Verdict judge(Hello hello, @Nullable Known known, VolumeMemory remembered) {
        Introduction peer = hello.self();
        NodeId expected = formed.idOf(peer.name());
        String owner = formed.nameOf(peer.node());
        if (!hello.cluster().equals(formed.cluster())) {
            return refused(
                    Verdict.Reason.FOREIGN_CLUSTER,
                    peer,
                    "belongs to cluster " + hello.cluster() + ", this node to cluster " + formed.cluster()
                            + "; correct murmur.cluster.nodes on one of them");
        } else if (owner == null) {
            return refused(
                    expected == null ? Verdict.Reason.NOT_A_MEMBER : Verdict.Reason.UNKNOWN_VOLUME,
                    peer,
                    expected == null
                            ? "is not in cluster " + formed.cluster() + "; let it join by command"
                            : "is in cluster " + formed.cluster() + " with the id " + expected
                                    + "; bring back that volume, or let this one replace it by command");
        } else if (!owner.equals(peer.name())) {
            return refused(
                    Verdict.Reason.WRONG_NAME,
                    peer,
                    "has the volume of node " + owner + "; give it back, or correct murmur.node.name");
        } else if (isCopy(peer, known)) {
            return refused(
                    Verdict.Reason.COPIED_VOLUME,
                    peer,
                    "runs twice, or a copy of its volume does; stop one of the two processes");
        } else if (remembered.contradicts(peer, hello.volume())) {
            return refused(
                    Verdict.Reason.PUT_BACK_VOLUME,
                    peer,
                    "lacks writes up to " + remembered.synced() + " that its volume had: it was put back to an older"
                            + " state; bring back the newer one, or start it with --accept-loss");
        } else if (hello.settingsVersion() != formed.settingsVersion()) {
            return refused(
                    Verdict.Reason.OTHER_SETTINGS,
                    peer,
                    "runs with version " + hello.settingsVersion() + " of the namespaces' settings, this node with "
                            + formed.settingsVersion() + "; they must be the same");
        }
        return new Verdict.Accepted(
                known != null && known.last().boot() != peer.boot(),
                known != null && known.last().incarnation() != peer.incarnation());
    }

    private boolean isCopy(Introduction peer, @Nullable Known known) {
        boolean mine = peer.node().equals(self.node()) && peer.boot() != self.boot();
        return mine || (known != null && known.connected() && known.last().boot() != peer.boot());
    }

    private static Verdict refused(Verdict.Reason reason, Introduction peer, String what) {
        return new Verdict.Refused(reason, "node " + peer.name() + " with id " + peer.node() + " " + what);
    }
}
