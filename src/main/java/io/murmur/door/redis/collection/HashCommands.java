package io.murmur.door.redis.collection;

import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.value.Sibling;
import io.murmur.door.redis.command.Call;
import io.murmur.door.redis.data.Arguments;
import io.murmur.resp.Protocol;
import io.murmur.resp.Replies;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongFunction;

/// Commands on one hash.
final class HashCommands {

    private final ElementAccess hashes;

    HashCommands(ElementAccess hashes) {
        this.hashes = hashes;
    }

    void set(Call call) {
        set(call, Reply::number);
    }

    void setAnsweringOk(Call call) {
        set(call, _ -> Replies.OK);
    }

    private void set(Call call, LongFunction<Reply> answer) {
        Request request = call.request();
        if (request.size() % 2 != 0) {
            throw Arguments.wrongNumber(request);
        }
        TreeMap<Value, Mutation.Entry> entries = new TreeMap<>();
        for (int i = 2; i < request.size(); i += 2) {
            Value field = Arguments.value(request, i);
            entries.put(field, new Mutation.Entry(field, Arguments.value(request, i + 1)));
        }
        hashes.put(call, entries, answer);
    }

    void remove(Call call) {
        hashes.remove(call);
    }

    void get(Call call) {
        Value field = Arguments.value(call.request(), 2);
        hashes.read(call, shown -> ElementReplies.heldBy(shown.find(field)));
    }

    void getSome(Call call) {
        hashes.read(call, shown -> shown.each(call.request(), ElementReplies::heldBy));
    }

    void getAll(Call call) {
        hashes.read(call, shown -> {
            List<Reply> replies = new ArrayList<>();
            shown.all().forEach((field, held) -> {
                replies.add(Reply.bulk(field.bytes()));
                replies.add(ElementReplies.heldBy(held));
            });
            return new Reply.Pairs(replies);
        });
    }

    void exists(Call call) {
        Value field = Arguments.value(call.request(), 2);
        hashes.read(call, shown -> ElementReplies.isThere(shown.find(field)));
    }

    void size(Call call) {
        hashes.read(call, shown -> Reply.number(shown.all().size()));
    }

    void names(Call call) {
        hashes.read(
                call,
                shown -> new Reply.Listing(ElementReplies.bulks(shown.all().keySet())));
    }

    void values(Call call) {
        hashes.read(
                call,
                shown -> new Reply.Listing(shown.all().values().stream()
                        .map(ElementReplies::heldBy)
                        .toList()));
    }

    void valueLength(Call call) {
        Value field = Arguments.value(call.request(), 2);
        hashes.read(call, shown -> {
            Sibling found = shown.find(field);
            Value value = found == null ? null : found.value();
            return Reply.number(value == null ? 0 : value.length());
        });
    }

    void scan(Call call) {
        ElementScan scan = ElementScan.parse(call.request());
        hashes.read(call, shown -> scan.reply(shown.all(), ElementReplies::heldBy));
    }

    void random(Call call) {
        RandomPick pick = RandomPick.parse(call.request(), "WITHVALUES");
        Protocol protocol = call.session().protocol();
        hashes.read(call, shown -> pick.reply(shown.all(), ElementReplies::heldBy, protocol));
    }
}
