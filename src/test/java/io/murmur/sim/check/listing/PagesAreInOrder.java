package io.murmur.sim.check.listing;

import io.murmur.core.machine.Key;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.sim.Fact;
import io.murmur.sim.History;
import io.murmur.sim.check.Checker;

/// A page, whenever it is asked for, holds keys of its partition only, in order, from the asked hash on;
/// and what it names as the beginning of the next page lies behind all of them, so that every scan ends.
public final class PagesAreInOrder implements Checker {

    @Override
    public void check(History history) {
        for (Fact.Page page : history.all(Fact.Page.class)) {
            checkKeys(history, page);
            checkNext(history, page);
        }
    }

    private static void checkKeys(History history, Fact.Page page) {
        ClientOperation.List asked = page.asked();
        Key before = null;
        for (Key key : page.listed().keys()) {
            boolean fits = history.partitionOf(key) == asked.partition()
                    && Long.compareUnsigned(key.hash(), asked.fromHash()) >= 0
                    && (before == null || before.compareTo(key) < 0);
            if (!fits) {
                history.violate("out of place: " + key + " in " + page);
            }
            before = key;
        }
    }

    private static void checkNext(History history, Fact.Page page) {
        Outcome.Listed listed = page.listed();
        if (listed.last()) {
            return;
        }
        boolean behind = Long.compareUnsigned(listed.nextHash(), page.asked().fromHash()) > 0
                && listed.keys().stream().allMatch(key -> Long.compareUnsigned(listed.nextHash(), key.hash()) > 0);
        if (!behind) {
            history.violate("the next page does not begin behind this one: " + page);
        }
    }
}
