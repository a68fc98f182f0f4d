package io.murmur.door.redis.collection;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.value.KeyType;
import io.murmur.door.redis.command.Call;
import io.murmur.door.redis.data.Arguments;
import io.murmur.door.redis.data.DataSupplies;
import io.murmur.door.redis.data.Failures;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Reads and changes elements, for commands on keys of one type.
///
/// @param type what a key has to be, if it is there
public record ElementAccess(DataSupplies supplies, KeyType type) {

    /// Makes a reply of what a key holds.
    @FunctionalInterface
    public interface OfElements {

        /// The reply.
        Reply reply(ShownElements shown);
    }

    /// Answers by what the key holds that is argument 1; nothing where no key is.
    public void read(Call call, OfElements answer) {
        Key key = key(call.request(), 1);
        call.submit(new ClientOperation.Get(key, 0), outcome -> {
            ShownElements shown = shown(key, outcome);
            call.answer(shown == null ? failureOf(outcome) : answer.reply(shown));
        });
    }

    Key key(Request request, int index) {
        return supplies.arguments().key(request, index);
    }

    /// What was read; null if it could not be read, or is something else.
    @Nullable
    ShownElements shown(Key key, Outcome outcome) {
        if (!(outcome instanceof Outcome.Read(var object))) {
            return null;
        }
        KeyType found = supplies.typeOf(key, object);
        boolean fits = found == null || found == type;
        return fits ? new ShownElements(object, type, supplies.ends().now()) : null;
    }

    /// The reply where [#shown] is null.
    static Reply failureOf(Outcome outcome) {
        return outcome instanceof Outcome.Read ? Failures.of(Failure.WRONG_TYPE) : Failures.of(outcome);
    }

    /// Puts elements into the key that is argument 1.
    ///
    /// @param entries by name; at least one
    /// @param answer makes a reply of how many of them are new
    public void put(Call call, SortedMap<Value, Mutation.Entry> entries, LongFunction<Reply> answer) {
        change(call, new Mutation.PutElements(type, new ArrayList<>(entries.values())), answer);
    }

    /// Removes the elements that arguments 2 and following name, and answers how many were there.
    public void remove(Call call) {
        var distinct = new TreeSet<>(namesFrom(call.request(), 2));
        change(call, new Mutation.RemoveElements(type, new ArrayList<>(distinct)), Reply::number);
    }

    private void change(Call call, Mutation mutation, LongFunction<Reply> answer) {
        call.submit(
                supplies.put(key(call.request(), 1), mutation),
                outcome -> call.answer(
                        outcome instanceof Outcome.Written written
                                ? answer.apply(written.number())
                                : Failures.of(outcome)));
    }

    /// The arguments from `index` on, as names of elements.
    static List<Value> namesFrom(Request request, int index) {
        List<Value> names = new ArrayList<>(request.size() - index);
        for (int i = index; i < request.size(); i++) {
            names.add(Arguments.value(request, i));
        }
        return names;
    }
}
