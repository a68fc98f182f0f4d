package io.murmur.core.replicate;

import static io.murmur.core.replicate.Stand.A;
import static io.murmur.core.replicate.Stand.B;
import static io.murmur.core.replicate.Stand.C;
import static io.murmur.core.replicate.Stand.answered;
import static io.murmur.core.replicate.Stand.dot;
import static io.murmur.core.replicate.Stand.merge;
import static io.murmur.core.replicate.Stand.object;
import static io.murmur.core.replicate.Stand.receivers;
import static io.murmur.core.replicate.Stand.routing;
import static io.murmur.core.replicate.Stand.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Output;
import io.murmur.core.namespace.ReadRepair;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.quorum.Level;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.VersionVector;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Reads that need not wait for owners that are behind; N = 3, W = R = 2.
class ReadRepairTest {

    private static final int REPAIRING = 1;
    private static final int ASKING_ANEW = 2;
    private static final StoredObject OLD = object(A, 1, "old");
    private static final StoredObject NEW =
            StoredObject.of(OLD.context().with(dot(B, 5)), List.of(Stand.sibling(dot(B, 5), "new")), 0);

    private static Stand reading(ReadRepair repair, List<NodeId> fallbacks) {
        Stand stand = new Stand(fallbacks);
        var request = Stand.read(new Level(2, 2), repair, VersionVector.EMPTY);
        stand.begin(new ReadMachine(stand.target(), Stand.ticket(), request, Stand.SETTINGS));
        return stand;
    }

    private static ReplicaReply held(int phase, StoredObject object) {
        return new ReplicaReply.Held(routing(phase).correlation(), object);
    }

    private static ReplicaReply refused(Refusal reason) {
        return new ReplicaReply.Refused(routing(REPAIRING).correlation(), reason);
    }

    private static Output<Outcome> shown(StoredObject object) {
        return answered(new Outcome.Read(object));
    }

    @Test
    void anAsynchronousOneAnswersAndSendsWhatIsLacking() {
        Stand stand = reading(ReadRepair.ASYNC, List.of());
        stand.reply(A, held(0, OLD));
        assertEquals(List.of(sent(A, merge(REPAIRING, NEW)), shown(NEW)), stand.reply(B, held(0, NEW)));
    }

    /// It may have purged the delete of what the other gave.
    @Test
    void anAsynchronousOneWaitsForAnOwnerThatKnowsNothing() {
        Stand stand = reading(ReadRepair.ASYNC, List.of());
        stand.reply(A, held(0, NEW));
        assertEquals(List.of(sent(B, merge(REPAIRING, NEW))), stand.reply(B, held(0, StoredObject.ABSENT)));
        assertFalse(stand.isDone());
        assertEquals(List.of(shown(NEW)), stand.reply(B, Stand.stored(REPAIRING)));
    }

    @Test
    void whereItIsOffNothingIsSent() {
        Stand stand = reading(ReadRepair.OFF, List.of());
        stand.reply(A, held(0, OLD));
        assertEquals(List.of(shown(NEW)), stand.reply(B, held(0, NEW)));
    }

    @Test
    void whereItIsOffAnOwnerThatKnowsNothingIsAskedOnceMore() {
        Stand stand = reading(ReadRepair.OFF, List.of());
        stand.reply(A, held(0, NEW));
        assertEquals(List.of(A, B), receivers(stand.reply(B, held(0, StoredObject.ABSENT))));
        stand.reply(A, held(ASKING_ANEW, NEW));
        assertEquals(List.of(shown(NEW)), stand.reply(B, held(ASKING_ANEW, StoredObject.ABSENT)));
    }

    @Test
    void whoStandsInForAnOwnerIsBroughtNothing() {
        Stand stand = reading(ReadRepair.BLOCKING, List.of(B, C));
        stand.reply(A, held(0, NEW));
        assertEquals(List.of(shown(NEW)), stand.reply(B, held(0, StoredObject.ABSENT)));
    }

    @Test
    void anOwnerIsBroughtWhatOnlyOneWhoStandsInHas() {
        Stand stand = reading(ReadRepair.BLOCKING, List.of(B, C));
        stand.reply(A, held(0, OLD));
        assertEquals(List.of(sent(A, merge(REPAIRING, NEW)), shown(NEW)), stand.reply(B, held(0, NEW)));
    }

    /// The owners have deleted and purged it; nobody asks those who stand in for their vote.
    @Test
    void whatAnOwnerHasSeenGoIsNotShownThoughOneWhoStandsInStillHasIt() {
        Stand stand = reading(ReadRepair.BLOCKING, List.of(B, C));
        stand.reply(A, held(0, StoredObject.ABSENT));
        assertEquals(List.of(sent(A, merge(REPAIRING, NEW))), stand.reply(B, held(0, NEW)));
        assertEquals(List.of(A, B), receivers(stand.reply(A, refused(Refusal.SEEN_BEFORE))));
        stand.reply(B, held(ASKING_ANEW, NEW));
        assertEquals(List.of(shown(StoredObject.ABSENT)), stand.reply(A, held(ASKING_ANEW, StoredObject.ABSENT)));
    }

    @Test
    void whatAnOwnerHasNoRoomForIsShownWhenItIsGivenAgain() {
        Stand stand = reading(ReadRepair.BLOCKING, List.of(B, C));
        stand.reply(A, held(0, StoredObject.ABSENT));
        stand.reply(B, held(0, NEW));
        stand.reply(A, refused(Refusal.DISK_FULL));
        stand.reply(B, held(ASKING_ANEW, NEW));
        assertEquals(
                List.of(sent(A, merge(ASKING_ANEW + 1, NEW)), shown(NEW)),
                stand.reply(A, held(ASKING_ANEW, StoredObject.ABSENT)));
    }
}
