package io.murmur.core.replicate.effect;

import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.Counting;
import io.murmur.core.value.Element;
import io.murmur.core.value.KeyType;
import io.murmur.core.value.ObjectMerge;
import io.murmur.core.value.Registers;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.value.hyper.HyperLogLog;
import io.murmur.core.value.shown.Distinct;
import io.murmur.core.value.shown.Elements;
import io.murmur.core.version.Dot;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// The effect of an increment, a change of elements, or an addition to a HyperLogLog, that so many owners hold.
public final class Effect {

    private final ClientOperation.Put put;
    private final StoredObject object;
    private final StoredObject beyond;
    private final StoredObject known;
    private final List<Dot> applied;
    private final long wallMillis;

    /// What the owners know.
    ///
    /// @param object the key as the coordinator's replica named it
    /// @param beyond what the others know beyond it, among which is all that was acknowledged before
    public record Seen(StoredObject object, StoredObject beyond) {}

    /// The effect of `put`.
    ///
    /// @param applied the events that carry it out, and what they superseded
    /// @param wallMillis the time for which ends are judged
    public Effect(ClientOperation.Put put, Seen seen, List<Dot> applied, ObjectMerge merge, long wallMillis) {
        this.put = put;
        this.object = seen.object();
        this.beyond = seen.beyond();
        this.known = merge.merge(object, beyond);
        this.applied = List.copyOf(applied);
        this.wallMillis = wallMillis;
    }

    /// Whether it was over at once: by an end of which the own replica had not heard.
    public boolean isOver() {
        return known.siblings().stream().anyMatch(sibling -> isOfThis(sibling) && known.endOf(sibling) <= wallMillis);
    }

    private boolean isOfThis(Sibling sibling) {
        return put.mutation() instanceof Mutation.Add
                ? !applied.isEmpty() && sibling.includes(applied.getFirst())
                : (sibling.element() != null || sibling.registers() != null)
                        && sibling.operation().equals(put.operation());
    }

    /// Whether others hold what it was to supersede, or something has ended that it is to take the place of, now
    /// that they were asked. A member that is in a set twice does no harm.
    public boolean isIncomplete() {
        return switch (put.mutation()) {
            case Mutation.PutElements(var type, _) ->
                (type != KeyType.SET && isLeftOver())
                        || hasEnded(sibling -> sibling.isValue() && sibling.amount() == null);
            case Mutation.RemoveElements _ -> isLeftOver();
            case Mutation.Unite _ -> isToBeUnited() || hasEnded(sibling -> sibling.registers() != null);
            case Mutation.Set _, Mutation.Delete _, Mutation.Expire _, Mutation.Add _ -> false;
        };
    }

    /// Of additions that see each other, and of those that come one after the other, one in so many unites them.
    private boolean isToBeUnited() {
        long standing = object.siblings().stream()
                .filter(sibling -> sibling.registers() != null)
                .count();
        return standing % Registers.UNITED_AFTER == 0;
    }

    /// Whether the key is something else by what others hold, so that nothing must be put into it, or added to it: the
    /// own replica had not heard.
    public boolean isOfWrongType(ConflictRule rule) {
        if (!beyond.isKnown()) {
            return false;
        }
        StoredObject others = knownBut(this::isOfThis);
        return switch (put.mutation()) {
            case Mutation.Unite _ -> Distinct.isSomethingElse(others, rule, wallMillis);
            case Mutation.PutElements(var type, _) -> {
                KeyType found = Elements.typeOf(others, rule, wallMillis);
                yield found != null && found != type;
            }
            case Mutation.RemoveElements _, Mutation.Add _, Mutation.Set _, Mutation.Delete _, Mutation.Expire _ ->
                false;
        };
    }

    private StoredObject knownBut(Predicate<Sibling> without) {
        return known.only(known.siblings().stream().filter(without.negate()).toList());
    }

    private boolean hasEnded(Predicate<Sibling> of) {
        return object.siblings().stream().anyMatch(sibling -> of.test(sibling) && known.endOf(sibling) <= wallMillis);
    }

    /// Whether some of the elements it is about stand beside what it has written.
    private boolean isLeftOver() {
        return !heldElsewhere(_ -> true).isEmpty()
                || !heldBefore(object, _ -> true).isEmpty();
    }

    /// The elements it is about that `from` holds, by events it knew: they had ended for the own replica.
    private Set<Value> heldBefore(StoredObject from, Predicate<Sibling> counts) {
        return held(from, sibling -> object.holds(sibling.dot()) && !isOfThis(sibling) && counts.test(sibling));
    }

    /// The elements it is about that others hold, by events it did not know.
    private Set<Value> heldElsewhere(Predicate<Sibling> counts) {
        return held(beyond, sibling -> !object.context().covers(sibling.dot()) && counts.test(sibling));
    }

    private Set<Value> held(StoredObject from, Predicate<Sibling> counts) {
        TreeSet<Value> held = new TreeSet<>();
        if (put.mutation() instanceof Mutation.OfElements mutation && from.isKnown()) {
            Set<Value> names = new TreeSet<>(mutation.names());
            for (Sibling sibling : from.siblings()) {
                Element element = sibling.element();
                Value name = element == null || element.type() != mutation.type() ? null : element.name();
                if (name != null && names.contains(name) && counts.test(sibling)) {
                    held.add(name);
                }
            }
        }
        return held;
    }

    /// What the client is answered.
    ///
    /// @param found the elements it is about that the own replica held
    public long number(ConflictRule rule, Collection<Value> found) {
        return switch (put.mutation()) {
            case Mutation.Add _ -> sum(rule);
            case Mutation.Unite(var seen) -> saysNews(seen, rule) ? 1 : 0;
            case Mutation.OfElements _ -> changed(found);
            case Mutation.Set _, Mutation.Delete _, Mutation.Expire _ -> 0;
        };
    }

    /// Whether it has made the key, or seen what the key had not. Of those who add the same at one time and see each
    /// other, the one with the earliest time has.
    private boolean saysNews(HyperLogLog seen, ConflictRule rule) {
        StoredObject before = knownBut(
                sibling -> isOfThis(sibling) || (!object.context().covers(sibling.dot()) && !isEarlier(sibling)));
        HyperLogLog shown = Distinct.of(before, rule, wallMillis);
        return !before.isAliveAt(wallMillis) || (shown != null && !shown.includes(seen));
    }

    /// What an increment has come to; 0 if it was added to what is no number.
    long sum(ConflictRule rule) {
        Long shown = Counting.shown(known, rule, wallMillis);
        return shown == null ? 0 : shown;
    }

    /// How many elements were put that were not in place before, or were in place and are removed. Of those who
    /// put one at the same time and see each other, it is new for the one with the earliest time.
    ///
    /// @param found those that the own replica held
    long changed(Collection<Value> found) {
        if (!(put.mutation() instanceof Mutation.PutElements(_, var entries))) {
            Set<Value> removed = heldElsewhere(_ -> true);
            removed.addAll(found);
            removed.addAll(heldBefore(known, this::lives));
            return removed.size();
        }
        Set<Value> before = heldElsewhere(this::isEarlier);
        before.addAll(found);
        before.addAll(heldBefore(known, this::lives));
        return (long) entries.size() - before.size();
    }

    /// What had ended for the own replica may have been extended where it had not heard.
    private boolean lives(Sibling element) {
        return known.endOf(element) > wallMillis;
    }

    private boolean isEarlier(Sibling other) {
        return object.siblings().stream().anyMatch(own -> isOfThis(own) && Sibling.compareAsWriters(other, own) < 0);
    }
}
