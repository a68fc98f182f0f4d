package io.murmur.door.redis.data;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.Tries;
import io.murmur.door.redis.command.Call;
import io.murmur.resp.Reply;

/// Commands that add to a number: increments of both sides of a partition add up (decision 33).
final class CounterCommands {

    private final OperationIds ids;
    private final Arguments arguments;

    CounterCommands(OperationIds ids, Arguments arguments) {
        this.ids = ids;
        this.arguments = arguments;
    }

    void increment(Call call) {
        add(call, 1);
    }

    void decrement(Call call) {
        add(call, -1);
    }

    void incrementBy(Call call) {
        add(call, call.request().number(2));
    }

    void decrementBy(Call call) {
        long amount = call.request().number(2);
        if (amount == Long.MIN_VALUE) {
            throw new MalformedBytes("decrement would overflow");
        }
        add(call, -amount);
    }

    private void add(Call call, long amount) {
        var put = new ClientOperation.Put(
                arguments.key(call.request(), 1), new Mutation.Add(amount), null, ids.next(), Tries.ONLY, 0);
        call.submit(
                put,
                outcome -> call.answer(
                        outcome instanceof Outcome.Written written
                                ? Reply.number(written.number())
                                : Failures.of(outcome)));
    }
}
