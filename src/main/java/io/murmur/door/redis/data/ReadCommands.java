package io.murmur.door.redis.data;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.value.KeyType;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.door.redis.command.Call;
import io.murmur.resp.Replies;
import io.murmur.resp.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Commands that read whole values, or whether there are any: one read per key, whatever their slots.
final class ReadCommands {

    private static final Reply FOUND = Reply.number(1);

    private final DataSupplies supplies;

    ReadCommands(DataSupplies supplies) {
        this.supplies = supplies;
    }

    void get(Call call) {
        one(call, ReadCommands::bulk);
    }

    void strlen(Call call) {
        one(call, value -> value == null ? Replies.ZERO : Reply.number(value.length()));
    }

    void type(Call call) {
        Key key = supplies.arguments().key(call.request(), 1);
        call.submit(
                new ClientOperation.Get(key, 0),
                outcome -> call.answer(
                        outcome instanceof Outcome.Read(var object)
                                ? new Reply.Simple(wordOf(supplies.typeOf(key, object)))
                                : Failures.of(outcome)));
    }

    /// The word that Redis has for a type.
    static String wordOf(@Nullable KeyType type) {
        return switch (type) {
            case null -> "none";
            case STRING -> "string";
            case SET -> "set";
            case HASH -> "hash";
            case SORTED_SET -> "zset";
        };
    }

    void mget(Call call) {
        many(
                call,
                (key, object) -> supplies.isCollection(key, object) ? Replies.NULL : bulk(shown(key, object)),
                Reply.Listing::new);
    }

    void exists(Call call) {
        many(
                call,
                (key, object) -> supplies.typeOf(key, object) == null ? Replies.ZERO : FOUND,
                replies -> Reply.number(replies.stream().filter(FOUND::equals).count()));
    }

    private interface OfValue {
        Reply reply(@Nullable Value value);
    }

    private interface OfObject {
        Reply reply(Key key, StoredObject object);
    }

    private static Reply bulk(@Nullable Value value) {
        return value == null ? Replies.NULL : Reply.bulk(value.bytes());
    }

    private void one(Call call, OfValue answer) {
        Key key = supplies.arguments().key(call.request(), 1);
        call.submit(new ClientOperation.Get(key, 0), outcome -> {
            if (!(outcome instanceof Outcome.Read(var object))) {
                call.answer(Failures.of(outcome));
            } else if (supplies.isCollection(key, object)) {
                call.answer(Failures.of(Failure.WRONG_TYPE));
            } else {
                call.answer(answer.reply(shown(key, object)));
            }
        });
    }

    private void many(Call call, OfObject each, Function<List<Reply>, Reply> together) {
        Gathering gathering = new Gathering(call, each, call.request().size() - 1, together);
        Key[] keys = new Key[gathering.waiting];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = supplies.arguments().key(call.request(), i + 1);
        }
        for (int i = 0; i < keys.length; i++) {
            int index = i;
            call.submit(new ClientOperation.Get(keys[i], 0), outcome -> gathering.add(index, keys[index], outcome));
        }
    }

    /// What a plain reader is shown: the greatest of the values, or null.
    private @Nullable Value shown(Key key, StoredObject object) {
        List<Sibling> siblings = object.siblings();
        if (siblings.size() == 1 && isPlain(siblings.getFirst())) {
            return siblings.getFirst().value();
        }
        List<Sibling> visible = supplies.visible(key, object);
        return visible.isEmpty() ? null : visible.getFirst().value();
    }

    private static boolean isPlain(Sibling sibling) {
        return sibling.expiry() == null && sibling.part() == null;
    }

    /// Collects the replies for the keys of one command until all have come, or says why not all could.
    private static final class Gathering {

        private final Call call;
        private final OfObject each;
        private final Reply[] replies;
        private final Function<List<Reply>, Reply> together;
        private @Nullable Outcome failed;
        private int waiting;

        Gathering(Call call, OfObject each, int count, Function<List<Reply>, Reply> together) {
            this.call = call;
            this.each = each;
            this.replies = new Reply[count];
            this.together = together;
            this.waiting = count;
        }

        void add(int index, Key key, Outcome outcome) {
            if (outcome instanceof Outcome.Read(var object)) {
                replies[index] = each.reply(key, object);
            } else if (failed == null) {
                failed = outcome;
            }
            waiting--;
            if (waiting == 0) {
                call.answer(failed == null ? together.apply(Arrays.asList(replies)) : Failures.of(failed));
            }
        }
    }
}
