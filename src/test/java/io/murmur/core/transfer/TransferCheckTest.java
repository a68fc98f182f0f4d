package io.murmur.core.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.bytes.ByteSlice;
import io.murmur.core.transfer.TransferCheck.Broken;
import io.murmur.core.transfer.TransferLimits.Credit;
import io.murmur.core.transfer.TransferLimits.Patience;
import io.murmur.core.transfer.TransferLimits.Room;
import io.murmur.core.transfer.TransferWorld.Faults;
import io.murmur.core.transfer.message.ChunkMessage;
import io.murmur.core.transfer.message.ChunkMessage.Granted;
import io.murmur.core.transfer.message.ChunkMessage.Offered;
import io.murmur.core.transfer.message.ChunkMessage.Sent;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The check notices when a limit does not hold, or a rule is switched off: machines are run with one of them
/// loosened, the check knows the strict ones.
class TransferCheckTest {

    private static final int SEEDS = 40;
    private static final Room WIDE = new Room(1 << 20, 1 << 20, 500, 500);
    private static final Limits STRICT = Limits.SMALL
            .credit(3, 5)
            .remembering(12, 60)
            .outgoing(new Room(90_000, 90_000, 12, 12))
            .incoming(new Room(30_000, 25_000, 4, 3));

    /// One rule without effect, and what the check says of it.
    record Mutant(String complaint, Limits limits) {
        @Override
        public String toString() {
            return complaint;
        }
    }

    static List<Mutant> mutants() {
        return List.of(
                new Mutant("a window is too wide", STRICT.credit(4, 5)),
                new Mutant("a sender has too many pieces in flight", STRICT.credit(3, 60)),
                new Mutant("a sender holds too many bytes", STRICT.outgoing(new Room(1 << 20, 1 << 20, 12, 12))),
                new Mutant(
                        "a sender has too many transfers",
                        STRICT.remembering(80, 60).outgoing(new Room(90_000, 90_000, 80, 80))),
                new Mutant("a receiver allocates too much", STRICT.incoming(new Room(60_000, 25_000, 4, 3))),
                new Mutant("a receiver holds too much of one sender", STRICT.incoming(new Room(30_000, 30_000, 4, 3))),
                new Mutant("a receiver has too many transfers", STRICT.incoming(new Room(30_000, 25_000, 9, 3))),
                new Mutant("a receiver remembers too much", STRICT.remembering(12, 400)));
    }

    private static void run(long seed, TransferLimits machines, TransferLimits believed) {
        TransferWorld world = new TransferWorld(seed, 3, machines, new TransferCheck(believed, 2, 1));
        world.faults(new Faults(5, 5, 0, 0));
        for (int i = 0; i < 100; i++) {
            int from = 1 + i % 2;
            int bytes = 8 + world.random.nextInt(i % 3 == 0 ? 20_000 - 8 : 3_000);
            world.after(world.random.nextLong(1_500 * TransferWorld.MILLI), () -> world.submit(from, 0, bytes));
        }
        world.run(8_000);
        world.checkTheEnd();
    }

    @Test
    void findsNothingWhenAllRulesHold() {
        TransferLimits strict =
                STRICT.patience(new Patience(100, 3, 5_000, 2_000)).now();
        for (long seed = 1; seed <= SEEDS; seed++) {
            run(seed, strict, strict);
        }
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void noticesALoosenedLimit(Mutant mutant) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                run(seed, mutant.limits().now(), STRICT.now());
            } catch (Broken broken) {
                if (mutant.complaint().equals(broken.getMessage())) {
                    return;
                }
            }
        }
        throw new AssertionError("nobody noticed");
    }

    private static TransferWorld worldWith(UnaryOperator<ChunkMessage> tampering) {
        TransferLimits limits = Limits.SMALL.now();
        TransferWorld world = new TransferWorld(1, 2, limits, new TransferCheck(limits, 1, 1));
        world.tampering(tampering);
        return world;
    }

    private static ByteSlice damaged(ByteSlice bytes) {
        byte[] copy = new byte[bytes.length()];
        bytes.copyTo(copy, 0);
        copy[copy.length - 1] ^= 1;
        return ByteSlice.ofOwned(copy);
    }

    private static ChunkMessage damage(ChunkMessage message) {
        return message instanceof Sent(var id, var index, var piece) ? new Sent(id, index, damaged(piece)) : message;
    }

    @Test
    void theChecksumKeepsDamagedMessagesOut() {
        TransferWorld world = worldWith(TransferCheckTest::damage);
        long ticket = world.submit(0, 1, 900);
        world.run(30_000);
        assertEquals(0, world.check.takenCount());
        assertEquals(4, world.receiver(1).figures().damaged());
        SendOutcome.GivenUp outcome = assertInstanceOf(
                SendOutcome.GivenUp.class, world.check.outcomes().get(ticket));
        assertEquals(GiveUpReason.FAILED_REPEATEDLY, outcome.reason());
    }

    /// An offer with the checksum of the damaged bytes is as good as no comparison at all.
    @Test
    void noticesAMessageThatIsNotCompared() {
        ByteSlice expected = damaged(TransferWorld.messageOf(1, 900));
        TransferWorld world = worldWith(message -> message instanceof Offered offered
                ? new Offered(offered.transfer(), offered.targetBoot(), offered.bytes(), 1024, expected.crc32c(), -1)
                : damage(message));
        world.submit(0, 1, 900);
        Broken broken = assertThrows(Broken.class, () -> world.run(1_000));
        assertEquals("a message was changed", broken.getMessage());
    }

    @Test
    void noticesPiecesWithoutCredit() {
        TransferWorld world = worldWith(message -> message instanceof Granted(var id, var received, _, var upTo)
                ? new Granted(id, received, 0, Math.min(9, upTo + 1))
                : message);
        world.submit(0, 1, 9_000);
        Broken broken = assertThrows(Broken.class, () -> world.run(1_000));
        assertEquals("a piece was sent without credit", broken.getMessage());
    }

    @Test
    void noticesAMessageGivenToAnotherBoot() {
        TransferWorld world = worldWith(UnaryOperator.identity());
        world.submit(0, 1, 9_000);
        world.restart(1);
        long boot = world.boot(1);
        world.tampering(message -> message instanceof Offered offered
                ? new Offered(offered.transfer(), boot, offered.bytes(), 1024, offered.checksum(), -1)
                : message);
        Broken broken = assertThrows(Broken.class, () -> world.run(5_000));
        assertEquals("a message was given to another", broken.getMessage());
    }

    /// What is forgotten at once is taken again when it comes again.
    @Test
    void noticesAMessageTakenTwice() {
        TransferLimits forgetful = Limits.SMALL.remembering(10, 1).now();
        boolean noticed = false;
        for (long seed = 1; seed <= SEEDS && !noticed; seed++) {
            TransferWorld world = new TransferWorld(seed, 2, forgetful, new TransferCheck(forgetful, 1, 1));
            world.faults(new Faults(10, 40, 0, 0));
            for (int i = 0; i < 12; i++) {
                world.submit(0, 1, 900);
            }
            try {
                world.run(5_000);
            } catch (Broken broken) {
                noticed = "a message was taken twice".equals(broken.getMessage());
            }
        }
        assertTrue(noticed);
    }

    @Test
    void noticesOverlongPieces() {
        TransferLimits machines = Limits.SMALL.now();
        TransferLimits believed = new TransferLimits(
                1024,
                machines.messageBytesMax(),
                new Credit(4, 8),
                machines.outgoing(),
                WIDE,
                10,
                50,
                machines.patience());
        TransferLimits longer = new TransferLimits(
                2048,
                machines.messageBytesMax(),
                new Credit(4, 8),
                machines.outgoing(),
                WIDE,
                10,
                50,
                machines.patience());
        TransferWorld world = new TransferWorld(1, 2, longer, new TransferCheck(believed, 2, 1));
        world.submit(0, 1, 9_000);
        assertThrows(Broken.class, () -> world.run(1_000));
    }

    @Test
    void noticesOverlongMessages() {
        TransferLimits believed = Limits.SMALL.messageBytesMax(8_000).now();
        TransferWorld world = new TransferWorld(1, 2, Limits.SMALL.now(), new TransferCheck(believed, 2, 1));
        world.submit(0, 1, 9_000);
        Broken broken = assertThrows(Broken.class, () -> world.run(1_000));
        assertEquals("a message is too long", broken.getMessage());
    }
}
