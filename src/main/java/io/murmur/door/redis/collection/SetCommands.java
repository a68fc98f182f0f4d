package io.murmur.door.redis.collection;

import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Mutation;
import io.murmur.door.redis.command.Call;
import io.murmur.door.redis.data.Arguments;
import io.murmur.resp.Protocol;
import io.murmur.resp.Reply;
import java.util.TreeMap;

/// Commands on one set.
final class SetCommands {

    private final ElementAccess sets;

    SetCommands(ElementAccess sets) {
        this.sets = sets;
    }

    void add(Call call) {
        TreeMap<Value, Mutation.Entry> entries = new TreeMap<>();
        for (Value member : ElementAccess.namesFrom(call.request(), 2)) {
            entries.put(member, new Mutation.Entry(member, null));
        }
        sets.put(call, entries, Reply::number);
    }

    void remove(Call call) {
        sets.remove(call);
    }

    void isMember(Call call) {
        Value member = Arguments.value(call.request(), 2);
        sets.read(call, shown -> ElementReplies.isThere(shown.find(member)));
    }

    void areMembers(Call call) {
        sets.read(call, shown -> shown.each(call.request(), ElementReplies::isThere));
    }

    void members(Call call) {
        sets.read(
                call,
                shown -> new Reply.Unordered(ElementReplies.bulks(shown.all().keySet())));
    }

    void size(Call call) {
        sets.read(call, shown -> Reply.number(shown.all().size()));
    }

    void random(Call call) {
        RandomPick pick = RandomPick.parse(call.request(), null);
        Protocol protocol = call.session().protocol();
        sets.read(call, shown -> pick.reply(shown.all(), ElementReplies::heldBy, protocol));
    }

    void scan(Call call) {
        ElementScan scan = ElementScan.parse(call.request());
        sets.read(call, shown -> scan.reply(shown.all(), null));
    }
}
