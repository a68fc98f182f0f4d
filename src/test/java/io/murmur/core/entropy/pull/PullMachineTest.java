package io.murmur.core.entropy.pull;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.murmur.core.entropy.ExchangeNotice;
import io.murmur.core.entropy.ExchangeSettings;
import io.murmur.core.entropy.message.KeyedObject;
import io.murmur.core.entropy.message.ReplicaClock;
import io.murmur.core.entropy.message.SyncMessage;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.RecordedOutputs;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.ring.Partitions;
import io.murmur.core.ring.Placement;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.PartitionClock;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Pulls by inputs and outputs, at A: it shares partitions 0 and 2 with B, and 1 with C.
class PullMachineTest {

    private static final NodeId A = new NodeId(0xA);
    private static final NodeId B = new NodeId(0xB);
    private static final NodeId C = new NodeId(0xC);
    private static final long EPOCH = 9;
    private static final long AGAIN_MILLIS = 1_000;
    private static final Placement PLACEMENT = new Placement(
            EPOCH,
            new Partitions(4),
            List.of(
                    new Placement.Owners(EPOCH, List.of(A, B)),
                    new Placement.Owners(EPOCH, List.of(C, A)),
                    new Placement.Owners(EPOCH, List.of(B, A)),
                    new Placement.Owners(EPOCH, List.of(C, B))));
    private static final Dot DOT = new Dot(new ActorId(B, 1), 3);
    private static final StoredObject OBJECT = StoredObject.of(
            VersionVector.of(DOT), List.of(new Sibling(DOT, 9, new OperationId(9, 3), Value.of("v"))), 0);

    private final PullMachine machine = new PullMachine(
            A, PLACEMENT, PullSettings.of(AGAIN_MILLIS, ExchangeSettings.DEFAULT), number -> number << 32);
    private final List<ExchangeNotice> notices = new ArrayList<>();
    private long millis;

    private record Said(NodeId to, Message message) {}

    private Now now() {
        return new Now(millis * 1_000_000, millis);
    }

    private List<Said> step(PullInput input) {
        RecordedOutputs<ExchangeNotice> out = new RecordedOutputs<>();
        machine.on(input, now(), out);
        List<Said> said = new ArrayList<>();
        for (Output<ExchangeNotice> output : out.drain()) {
            switch (output) {
                case Output.Send<ExchangeNotice>(var to, var message, _) -> said.add(new Said(to, message));
                case Output.Publish<ExchangeNotice>(ExchangeNotice notice) -> notices.add(notice);
                default -> throw new IllegalStateException("nobody expected " + output);
            }
        }
        return said;
    }

    private List<Said> written(Integer... partitions) {
        return step(new PullInput.Written(List.of(partitions)));
    }

    private List<Said> confirmed(NodeId from, long number) {
        return step(new PullInput.Confirmed(from, new SyncMessage.Pulled(number)));
    }

    private static Said tells(NodeId to, long number, Integer... partitions) {
        return new Said(to, new SyncMessage.Unpushed(number, List.of(partitions)));
    }

    @Test
    void tellsEachPeerOfWhatBothOwn() {
        assertEquals(List.of(tells(B, 1, 0)), written(0));
        assertEquals(List.of(tells(C, 1, 1)), written(1));
    }

    @Test
    void whatIsWrittenMeanwhileIsToldTogether() {
        written(0);
        assertEquals(List.of(), written(0, 2));
        assertEquals(List.of(tells(C, 1, 1)), written(1));
        assertEquals(List.of(tells(B, 2, 0, 2)), confirmed(B, 1));
        assertEquals(List.of(), confirmed(B, 2));
        assertEquals(List.of(tells(B, 3, 0)), written(0));
    }

    @Test
    void tellsAgainUntilItIsConfirmed() {
        written(0);
        millis = AGAIN_MILLIS - 1;
        assertEquals(List.of(), step(new PullInput.Ticked()));
        millis = AGAIN_MILLIS;
        assertEquals(List.of(tells(B, 1, 0)), step(new PullInput.Ticked()));
        confirmed(B, 1);
        millis = 10 * AGAIN_MILLIS;
        assertEquals(List.of(), step(new PullInput.Ticked()));
    }

    @Test
    void theLagIsThatOfTheFirstWriteOfATelling() {
        written(0);
        millis = 7;
        written(0);
        millis = 10;
        assertEquals(10_000_000, machine.behindNanos(B, now()));
        confirmed(B, 1);
        assertEquals(3_000_000, machine.behindNanos(B, now()));
        millis = 12;
        confirmed(B, 2);
        assertEquals(0, machine.behindNanos(B, now()));
        assertEquals(0, machine.behindNanos(C, now()));
        assertEquals(
                List.of(new ExchangeNotice.Pulled(B, 10_000_000), new ExchangeNotice.Pulled(B, 5_000_000)), notices);
    }

    @Test
    void aConfirmationOfAnotherTellingSaysNothing() {
        written(0);
        assertEquals(List.of(), confirmed(B, 7));
        assertEquals(List.of(), confirmed(C, 1));
        assertEquals(List.of(), confirmed(new NodeId(0xD), 1));
        assertEquals(List.of(), notices);
        confirmed(B, 1);
        assertEquals(List.of(), confirmed(B, 1));
        assertEquals(1, notices.size());
    }

    private List<Said> told(long number, Integer... partitions) {
        return step(new PullInput.Told(B, new SyncMessage.Unpushed(number, List.of(partitions))));
    }

    private static <M extends Message> M only(Class<M> type, NodeId to, List<Said> said) {
        assertEquals(1, said.size(), () -> "said: " + said);
        assertEquals(to, said.getFirst().to());
        return assertInstanceOf(type, said.getFirst().message());
    }

    /// Up to the moment at which B has sent what is missing.
    ///
    /// @return what A does about it
    private List<Said> fetched(long number) {
        var own = only(SyncRequest.ShowClocks.class, A, told(number, 0));
        var clocks = new SyncReply.ClocksShown(
                own.correlation(), List.of(new ReplicaClock(0, EPOCH, 0, 5, new PartitionClock())));
        var asked = only(SyncRequest.SendMissing.class, B, step(new PullInput.Answered(A, clocks)));
        PartitionClock beyond = new PartitionClock();
        beyond.addRange(DOT.actor(), 1, DOT.counter());
        return step(new PullInput.Answered(
                B,
                new SyncReply.MissingSent(
                        asked.correlation(),
                        List.of(new KeyedObject(0, Key.of("k"), OBJECT)),
                        List.of(new SyncReply.Looked(0, 1, beyond, true, true)))));
    }

    @Test
    void storesWhatIsMissingAndCountsItAsAppliedBeforeItConfirms() {
        var merge = only(ReplicaRequest.Merge.class, A, fetched(44));
        assertEquals(OBJECT, merge.object());
        assertEquals(5, merge.askedAt());
        var adopts = only(
                ReplicaRequest.FillVoid.class,
                A,
                step(new PullInput.Stored(
                        new ReplicaReply.Stored(merge.routing().correlation()))));
        assertEquals(1, adopts.from());
        assertEquals(DOT.counter() - 1, adopts.to(), "merging adds those that live");
        assertEquals(
                List.of(new Said(B, new SyncMessage.Pulled(44))),
                step(new PullInput.Stored(
                        new ReplicaReply.Stored(adopts.routing().correlation()))));
        assertEquals(1, notices.size());
        assertInstanceOf(ExchangeNotice.Fetched.class, notices.getFirst());
    }

    @Test
    void whatCouldNotBeStoredIsNotConfirmed() {
        var merge = only(ReplicaRequest.Merge.class, A, fetched(44));
        var refused = new ReplicaReply.Refused(merge.routing().correlation(), Refusal.DISK_FULL);
        assertEquals(List.of(), step(new PullInput.Stored(refused)));
        only(SyncRequest.ShowClocks.class, A, told(44, 0));
    }

    @Test
    void whatIsToldTwiceIsFetchedOnce() {
        told(44, 0);
        assertEquals(List.of(), told(44, 0));
    }

    @Test
    void fetchesTheNextWhenOneIsDone() {
        var merge = only(ReplicaRequest.Merge.class, A, fetched(44));
        assertEquals(List.of(), told(45, 2));
        var refused = new ReplicaReply.Refused(merge.routing().correlation(), Refusal.DISK_FULL);
        var next = only(SyncRequest.ShowClocks.class, A, step(new PullInput.Stored(refused)));
        assertEquals(List.of(2), next.partitions());
    }

    @Test
    void aPeerThatDoesNotAnswerIsGivenUpAndMayTellAgain() {
        told(44, 0);
        for (int i = 0; i < 100; i++) {
            millis += 1_000;
            step(new PullInput.Ticked());
        }
        only(SyncRequest.ShowClocks.class, A, told(44, 0));
    }

    @Test
    void strangersAreNotFetchedFrom() {
        var telling = new SyncMessage.Unpushed(1, List.of(0));
        assertEquals(List.of(), step(new PullInput.Told(new NodeId(0xD), telling)));
    }
}
