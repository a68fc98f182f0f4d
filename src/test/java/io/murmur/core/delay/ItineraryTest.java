package io.murmur.core.delay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.machine.NodeId;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// An operation at coordinator A, with times in nanoseconds that the tests give.
final class ItineraryTest {

    private static final NodeId A = new NodeId(0xA);
    private static final NodeId B = new NodeId(0xB);
    private static final NodeId C = new NodeId(0xC);

    private static Turn turn(long began, long left) {
        Turn turn = new Turn(began);
        turn.leave(left);
        return turn;
    }

    private static Stretch at(Stage stage, NodeId node, long nanos) {
        return new Stretch(stage, node, nanos);
    }

    private static long total(Itinerary itinerary) {
        return new DelayAccount(itinerary.path(), itinerary.hops()).totalNanos();
    }

    @Test
    void tellsAWriteFromItsReplicasAnswerBackToItsArrival() {
        Itinerary write = new Itinerary(A, 100, false);
        write.step(turn(150, 170));
        write.ask(A, 1, false);
        write.step(turn(300, 320), A, 1, new Stay(290, 30, 90));
        write.ask(B, 1, false);
        write.ask(C, 1, false);
        write.step(turn(500, 510), B, 1, new Stay(480, 20, 60));
        write.conclude();
        write.answeredAt(507);
        assertEquals(
                List.of(
                        at(Stage.COORDINATOR_QUEUE, A, 50),
                        at(Stage.COORDINATOR, A, 20),
                        at(Stage.REPLICA_QUEUE, A, 30),
                        at(Stage.REPLICA, A, 90),
                        at(Stage.COORDINATOR_QUEUE, A, 10),
                        at(Stage.COORDINATOR, A, 20),
                        at(Stage.LINK, B, 80),
                        at(Stage.REPLICA_QUEUE, B, 20),
                        at(Stage.REPLICA, B, 60),
                        at(Stage.COORDINATOR_QUEUE, A, 20),
                        at(Stage.COORDINATOR, A, 7)),
                write.path());
        assertEquals(
                List.of(
                        new HopReport(A, 1, true, true, 0, 30, 90),
                        new HopReport(B, 1, true, true, 80, 20, 60),
                        new HopReport(C, 1, false, false, 0, 0, 0)),
                write.hops());
    }

    @Test
    void namesTheAnswerThatCameLastOfThoseItNeeded() {
        Itinerary read = new Itinerary(A, 0, false);
        read.step(turn(0, 0));
        read.ask(A, 1, false);
        read.ask(B, 1, false);
        read.step(turn(10, 10), A, 1, new Stay(10, 0, 10));
        read.step(turn(90, 90), B, 1, new Stay(90, 5, 5));
        read.conclude();
        assertEquals(
                List.of(at(Stage.LINK, B, 80), at(Stage.REPLICA_QUEUE, B, 5), at(Stage.REPLICA, B, 5)), read.path());
        assertEquals(
                List.of(false, true),
                read.hops().stream().map(HopReport::isCritical).toList());
    }

    @Test
    void countsAsSilenceWhatWasWaitedInVainForAnotherOwner() {
        Itinerary read = new Itinerary(A, 0, false);
        read.step(turn(0, 10));
        read.ask(B, 1, false);
        read.step(turn(50, 55));
        read.ask(C, 1, false);
        read.step(turn(80, 80), C, 1, new Stay(80, 0, 5));
        read.conclude();
        assertEquals(
                List.of(
                        at(Stage.COORDINATOR, A, 10),
                        at(Stage.SILENCE, A, 40),
                        at(Stage.COORDINATOR, A, 5),
                        at(Stage.LINK, C, 20),
                        at(Stage.REPLICA, C, 5)),
                read.path());
    }

    @Test
    void countsAsNetworkWhatWasLostOnTheWayAndSentAgain() {
        Itinerary write = new Itinerary(A, 0, false);
        write.step(turn(0, 10));
        write.ask(B, 1, false);
        write.step(turn(250, 251));
        write.ask(B, 1, false);
        write.step(turn(300, 300), B, 1, new Stay(300, 0, 20));
        write.conclude();
        assertEquals(
                List.of(at(Stage.COORDINATOR, A, 10), at(Stage.LINK, B, 270), at(Stage.REPLICA, B, 20)), write.path());
        assertEquals(2, write.hops().getFirst().asked());
    }

    @Test
    void aQuestionAskedAnewAfterItsAnswerIsAnotherOne() {
        Itinerary read = new Itinerary(A, 0, false);
        read.step(turn(0, 0));
        read.ask(B, 1, false);
        read.step(turn(10, 12), B, 1, new Stay(10, 0, 0));
        read.ask(B, 1, false);
        read.step(turn(40, 40), B, 1, new Stay(40, 0, 8));
        read.conclude();
        assertEquals(
                List.of(
                        at(Stage.LINK, B, 10),
                        at(Stage.COORDINATOR, A, 2),
                        at(Stage.LINK, B, 20),
                        at(Stage.REPLICA, B, 8)),
                read.path());
    }

    @Test
    void tellsOnlySumsOfAnOwnerItWasHandedOverTo() {
        Itinerary forwarded = new Itinerary(A, 0, false);
        forwarded.step(turn(0, 0));
        forwarded.ask(B, 1, true);
        forwarded.step(turn(100, 100), B, 1, new Stay(100, 30, 20));
        forwarded.conclude();
        assertEquals(
                List.of(at(Stage.LINK, B, 50), at(Stage.OWNER_QUEUE, B, 30), at(Stage.OWNER, B, 20)), forwarded.path());
    }

    @Test
    void takesInTheWayOfAnOwnerThatTellsIt() {
        Itinerary forwarded = new Itinerary(A, 0, true);
        forwarded.step(turn(0, 0));
        forwarded.ask(B, 1, true);
        List<Stretch> beyond =
                List.of(at(Stage.COORDINATOR_QUEUE, B, 5), at(Stage.LINK, C, 40), at(Stage.REPLICA, C, 15));
        // It worked for 3 more until its answer left.
        forwarded.step(turn(100, 100), B, 1, new Stay(100, 5, 18), beyond);
        forwarded.conclude();
        assertEquals(
                List.of(
                        at(Stage.LINK, B, 37),
                        at(Stage.COORDINATOR_QUEUE, B, 5),
                        at(Stage.LINK, C, 40),
                        at(Stage.REPLICA, C, 15),
                        at(Stage.COORDINATOR, B, 3)),
                forwarded.path());
    }

    @Test
    void believesNobodyMoreThanTheRoundTripTook() {
        Itinerary read = new Itinerary(A, 0, false);
        read.step(turn(0, 10));
        read.ask(B, 1, false);
        read.step(turn(100, 100), B, 1, new Stay(100, 1_000, 70));
        read.conclude();
        assertEquals(List.of(at(Stage.REPLICA_QUEUE, B, 30), at(Stage.REPLICA, B, 70)), read.path());
        assertEquals(100, total(read));
    }

    @Test
    void anAnswerThatCameWhileItsTurnWentOnDidNotWait() {
        Itinerary write = new Itinerary(A, 0, false);
        Turn turn = new Turn(10);
        write.step(turn);
        write.ask(A, 1, false);
        write.step(turn, A, 1, new Stay(60, 5, 30));
        write.conclude();
        write.answeredAt(70);
        assertEquals(
                List.of(
                        at(Stage.COORDINATOR_QUEUE, A, 10),
                        at(Stage.COORDINATOR, A, 15),
                        at(Stage.REPLICA_QUEUE, A, 5),
                        at(Stage.REPLICA, A, 30),
                        at(Stage.COORDINATOR, A, 10)),
                write.path());
    }

    @Test
    void whateverHappensThePartsSumToTheWhole() {
        for (int seed = 0; seed < 2_000; seed++) {
            Itinerary itinerary = drawn(new SplittableRandom(seed));
            assertEquals(itinerary.answeredNanos() - itinerary.arrivedNanos(), total(itinerary), "seed " + seed);
            for (Stretch stretch : itinerary.path()) {
                assertTrue(stretch.nanos() > 0, "seed " + seed + ": " + stretch);
            }
        }
    }

    /// A coordinator that asks, hears, and sees time pass, in any order.
    private static Itinerary drawn(SplittableRandom random) {
        List<NodeId> nodes = List.of(A, B, C);
        long now = random.nextLong(-1_000, 1_000);
        Itinerary itinerary = new Itinerary(A, now, random.nextBoolean());
        int phase = 0;
        for (int i = random.nextInt(1, 12); i > 0; i--) {
            now += random.nextInt(100);
            Turn turn = new Turn(now);
            NodeId node = nodes.get(random.nextInt(3));
            if (i % 3 == 0) {
                itinerary.step(turn);
            } else {
                long arrived = now + random.nextInt(-40, 10);
                Stay stay = new Stay(arrived, random.nextInt(60), random.nextInt(60));
                List<Stretch> beyond = random.nextInt(3) > 0
                        ? List.of()
                        : List.of(
                                at(Stage.LINK, C, 1 + random.nextInt(9)), at(Stage.REPLICA, C, 1 + random.nextInt(9)));
                itinerary.step(turn, node, random.nextInt(phase + 1), stay, beyond);
            }
            for (int sends = random.nextInt(3); sends > 0; sends--) {
                phase += random.nextInt(2);
                itinerary.ask(nodes.get(random.nextInt(3)), phase, random.nextInt(4) == 0);
            }
            if (random.nextInt(4) > 0) {
                turn.leave(now + random.nextInt(20));
            }
        }
        itinerary.step(new Turn(now + random.nextInt(30)));
        itinerary.conclude();
        itinerary.answeredAt(itinerary.answeredNanos() + random.nextInt(-5, 30));
        return itinerary;
    }
}
