package io.murmur.node.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.JoinSeedNodes;

/// This node in the Pekko cluster, which carries messages and is a hint of who is there (design decision 5). Nothing
/// waits for it. Thread-safe.
public final class PekkoTransport {

    private static final Duration LOOK = Duration.ofMillis(500);

    private final ActorSystem<?> system;
    private final Cluster cluster;

    public PekkoTransport(ActorSystem<?> system) {
        this.system = system;
        this.cluster = Cluster.get(system);
    }

    /// Joins whichever of these nodes is in it.
    ///
    /// @param targets `host:port` each, without this node's own
    public void join(List<String> targets) {
        List<Address> addresses = new ArrayList<>(targets.size());
        targets.forEach(target -> addresses.add(addressOf(target)));
        cluster.manager().tell(new JoinSeedNodes(addresses));
    }

    /// Founds it.
    public void found() {
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
    }

    /// Tells `listener` whenever this node has come into it, or has left it. Never part of a safety argument.
    public void watch(Consumer<Boolean> listener) {
        AtomicBoolean last = new AtomicBoolean();
        var _ = system.scheduler()
                .scheduleWithFixedDelay(
                        LOOK,
                        LOOK,
                        () -> {
                            boolean joined = isJoined();
                            if (last.getAndSet(joined) != joined) {
                                listener.accept(joined);
                            }
                        },
                        system.executionContext());
    }

    private boolean isJoined() {
        MemberStatus status = cluster.selfMember().status();
        return status.equals(MemberStatus.up()) || status.equals(MemberStatus.weaklyUp());
    }

    /// The state of the member at `target` there, in lower case; "none" if it has none.
    public String stateOf(String target) {
        if (target.isEmpty()) {
            return "none";
        }
        Address address = addressOf(target);
        for (Member member : cluster.state().getMembers()) {
            if (member.address().equals(address)) {
                boolean silent = cluster.state().getUnreachable().contains(member);
                String status = member.status().toString().toLowerCase(Locale.ROOT);
                return silent ? status + ", unreachable" : status;
            }
        }
        return "none";
    }

    private Address addressOf(String target) {
        return AddressFromURIString.parse("pekko://" + system.name() + "@" + target);
    }
}
