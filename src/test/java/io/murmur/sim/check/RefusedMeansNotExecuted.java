package io.murmur.sim.check;

import io.murmur.core.replica.message.Attempt;
import io.murmur.sim.History;
import java.util.List;

/// G5, first half: what is answered with another failure than "unknown" was not, and will not be, carried out; or it
/// was taken back, and no read that begins after the answer shows it.
public final class RefusedMeansNotExecuted implements Checker {

    @Override
    public void check(History history) {
        for (History.Operation operation : history.operations()) {
            if (operation.isSurelyNotExecuted()) {
                List<History.Minting> events = history.mintingsOf(operation.key()).stream()
                        .filter(minting -> minting.operation().equals(operation.write()))
                        .toList();
                if (events.stream().anyMatch(event -> event.attempt() == Attempt.TAKE_BACK)) {
                    checkTakenBack(history, operation);
                } else {
                    events.forEach(event ->
                            history.violate("carried out as " + event.dot() + " though it was refused: " + operation));
                }
            }
        }
    }

    private static void checkTakenBack(History history, History.Operation refused) {
        for (History.Operation read : history.operations()) {
            var seen = read.seen();
            if (seen != null && read.key().equals(refused.key()) && refused.endedBefore(read)) {
                seen.siblings().stream()
                        .filter(sibling ->
                                sibling.isValue() && sibling.operation().equals(refused.write()))
                        .forEach(sibling ->
                                history.violate("shown by " + read + " though it was taken back: " + refused));
            }
        }
    }
}
