package io.murmur.core.replicate;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.quorum.OwnerTally;
import io.murmur.core.replicate.quorum.Target;
import io.murmur.core.value.ObjectMerge;
import io.murmur.core.value.StoredObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What owners, the own one among them, say to a refusal that rests on what the own one shows of a key: one that was
/// cut off does not know what it is, and what a reader would be shown is what counts. As many are heard as a read
/// asks, but not more than the write needs: what could have been written can be refused.
///
/// Mutable; belongs to one write.
final class SecondOpinion {

    private final Target target;
    private final Key key;
    private final int needed;
    private final Failure refusal;
    private final ObjectMerge merge;
    private final OwnerTally heard;
    private StoredObject merged = StoredObject.ABSENT;
    private @Nullable StoredObject own;

    /// An opinion on one refusal.
    ///
    /// @param needed how many owners have to be heard
    SecondOpinion(Target target, Key key, int needed, Failure refusal, ObjectMerge merge) {
        this.target = target;
        this.key = key;
        this.needed = needed;
        this.refusal = refusal;
        this.merge = merge;
        this.heard = new OwnerTally(target.owners());
    }

    Failure refusal() {
        return refusal;
    }

    /// Asks who has not been heard; tells the own replica the news, when so many have been.
    void send(int round, Ticket ticket, Now now, Outputs<Outcome> out) {
        StoredObject news = news();
        if (isComplete() && news != null) {
            out.send(target.self(), new ReplicaRequest.Merge(target.routing(round), key, news, List.of()));
            return;
        }
        for (NodeId owner : target.owners()) {
            if (!heard.has(owner)) {
                out.send(
                        owner,
                        new ReplicaRequest.Read(target.routing(round), key, Integer.MAX_VALUE),
                        ticket.waitsMillis(now));
            }
        }
    }

    void hear(NodeId owner, StoredObject object) {
        if (heard.add(owner)) {
            merged = merge.merge(merged, object);
            own = owner.equals(target.self()) ? object : own;
        }
    }

    /// Whether so many have been heard.
    boolean isComplete() {
        return own != null && heard.count() >= needed;
    }

    /// What the own replica does not know yet; null if it knows all.
    @Nullable
    StoredObject news() {
        return own != null && merged.equals(own) ? null : merged;
    }
}
