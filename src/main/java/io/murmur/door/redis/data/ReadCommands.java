package io.murmur.door.redis.data;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.door.redis.command.Call;
import io.murmur.resp.Replies;
import io.murmur.resp.Reply;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Commands that read whole values: one read per key, whatever their slots.
final class ReadCommands {

    private final Namespaces namespaces;
    private final Arguments arguments;
    private final Ends ends;

    ReadCommands(Namespaces namespaces, Arguments arguments, Ends ends) {
        this.ends = ends;
        this.namespaces = namespaces;
        this.arguments = arguments;
    }

    void get(Call call) {
        one(call, value -> value == null ? Replies.NULL : Reply.bulk(value.bytes()));
    }

    void strlen(Call call) {
        one(call, value -> value == null ? Replies.ZERO : Reply.number(value.length()));
    }

    void type(Call call) {
        one(call, value -> new Reply.Simple(value == null ? "none" : "string"));
    }

    void mget(Call call) {
        many(call, values -> {
            Reply[] replies = new Reply[values.size()];
            for (int i = 0; i < replies.length; i++) {
                Value value = values.get(i);
                replies[i] = value == null ? Replies.NULL : Reply.bulk(value.bytes());
            }
            return Reply.listing(replies);
        });
    }

    void exists(Call call) {
        many(call, values -> {
            long count = 0;
            for (Value value : values) {
                count += value == null ? 0 : 1;
            }
            return Reply.number(count);
        });
    }

    private interface OfValue {
        Reply reply(@Nullable Value value);
    }

    private interface OfValues {
        Reply reply(List<@Nullable Value> values);
    }

    private void one(Call call, OfValue answer) {
        Key key = arguments.key(call.request(), 1);
        call.submit(new ClientOperation.Get(key, 0), outcome -> {
            if (outcome instanceof Outcome.Read(var object)) {
                call.answer(answer.reply(shown(key, object)));
            } else {
                call.answer(Failures.of(outcome));
            }
        });
    }

    private void many(Call call, OfValues answer) {
        Gathering gathering = new Gathering(call, call.request().size() - 1, answer);
        Key[] keys = new Key[gathering.waiting];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = arguments.key(call.request(), i + 1);
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
        List<Sibling> visible = object.visible(namespaces.of(key).conflict(), ends.now());
        return visible.isEmpty() ? null : visible.getFirst().value();
    }

    private static boolean isPlain(Sibling sibling) {
        return sibling.expiry() == null && sibling.part() == null;
    }

    /// Collects the values of one command until all have come, or says why not all could.
    private final class Gathering {

        private final Call call;
        private final @Nullable Value[] values;
        private final OfValues answer;
        private @Nullable Outcome failed;
        private int waiting;

        Gathering(Call call, int count, OfValues answer) {
            this.call = call;
            this.values = new Value[count];
            this.answer = answer;
            this.waiting = count;
        }

        void add(int index, Key key, Outcome outcome) {
            if (outcome instanceof Outcome.Read(var object)) {
                values[index] = shown(key, object);
            } else if (failed == null) {
                failed = outcome;
            }
            waiting--;
            if (waiting == 0) {
                call.answer(failed == null ? answer.reply(Arrays.asList(values)) : Failures.of(failed));
            }
        }
    }
}
