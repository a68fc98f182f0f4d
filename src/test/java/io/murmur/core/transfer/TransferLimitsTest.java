package io.murmur.core.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.murmur.core.transfer.TransferLimits.Credit;
import io.murmur.core.transfer.TransferLimits.Patience;
import io.murmur.core.transfer.TransferLimits.Room;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Limits that contradict each other are refused with a sentence.
class TransferLimitsTest {

    private static void assertRefused(String sentence, Executable limits) {
        assertEquals(
                sentence, assertThrows(IllegalArgumentException.class, limits).getMessage());
    }

    @Test
    void saysWhatIsWrongAndWhatIsAllowed() {
        assertRefused("murmur.transfer.credit.window-pieces is 65; it must be from 1 to 64", () -> new Credit(65, 1));
        assertRefused(
                "murmur.transfer.(outgoing or incoming).bytes-max is 9; it must be from 10 to 1099511627776",
                () -> new Room(9, 10, 1, 1));
    }

    @Test
    void letsTheLargestMessageFitIntoEveryShare() {
        assertRefused(
                "murmur.transfer.incoming.bytes-per-peer-max is 19999; it must be from 20000 to 1099511627776",
                () -> Limits.SMALL.incoming(new Room(60_000, 19_999, 4, 4)));
        assertRefused(
                "murmur.transfer.outgoing.bytes-per-peer-max is 19999; it must be from 20000 to 1099511627776",
                () -> Limits.SMALL.outgoing(new Room(60_000, 19_999, 4, 4)));
    }

    @Test
    void letsEveryOfferOfASenderWait() {
        assertRefused(
                "murmur.transfer.waiting-per-peer-max is 9; it must be from 10 to 1048576",
                () -> Limits.SMALL.remembering(9, 50));
    }

    @Test
    void letsAReceiverForgetOnlyWhatASenderHasStoppedTrying() {
        assertRefused(
                "murmur.transfer.patience.silence-timeout is 1599; it must be from 1600 to 3600000",
                () -> new Patience(100, 3, 20_000, 1_599));
    }

    @Test
    void waitsLongerWithEachAttemptUpToABound() {
        Patience patience = new Patience(100, 3, 20_000, 2_000);
        assertEquals(100, patience.resendMillis(0));
        assertEquals(400, patience.resendMillis(2));
        assertEquals(800, patience.resendMillis(3));
        assertEquals(800, patience.resendMillis(1_000));
    }
}
