package io.murmur.sim.formation;

import io.murmur.core.formation.FormationStatus;
import io.murmur.core.formation.durable.Formed;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/// After the faults: if nothing that was counted is lost, all are members with equal tables; otherwise each is
/// a member or says what is in the way. Nobody waits for ever without a reason.
final class EverybodyArrives implements Checker {

    @Override
    public void check(List<Fact> facts, Consumer<String> violate) {
        TreeSet<String> tables = new TreeSet<>();
        for (Fact fact : facts) {
            if (fact instanceof Fact.Ended(var name, var status, var undisturbed)) {
                if (status instanceof FormationStatus.Member(var formed) && undisturbed) {
                    tables.add(describe(formed));
                } else if (undisturbed || isAtALoss(status)) {
                    violate.accept("node " + name + " did not arrive: " + status);
                }
            }
        }
        if (tables.size() > 1) {
            violate.accept("the members' tables differ: " + tables);
        }
    }

    private static boolean isAtALoss(FormationStatus status) {
        return switch (status) {
            case FormationStatus.WaitingFor _, FormationStatus.Voting _ -> true;
            case FormationStatus.Refused(var reasons) -> reasons.isEmpty();
            case FormationStatus.Member _ -> false;
        };
    }

    private static String describe(Formed formed) {
        return formed.toString();
    }
}
