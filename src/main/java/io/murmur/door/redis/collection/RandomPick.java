package io.murmur.door.redis.collection;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Value;
import io.murmur.core.value.Sibling;
import io.murmur.door.redis.data.Arguments;
import io.murmur.resp.Protocol;
import io.murmur.resp.Replies;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Random elements, as `key [count [word]]` asks for them: without a count one; with one, so many different ones, or
/// all; with a negative one exactly so many, an element perhaps several times.
///
/// @param count 0 where `isSingle`
/// @param withHeld whether what they hold is wanted, too
public record RandomPick(boolean isSingle, int count, boolean withHeld) {

    /// More repetitions, or more bytes of them, would cost more than what was read.
    private static final int REPEATED_MAX = 10_000;
    private static final long REPEATED_BYTES_MAX = 8 << 20;

    /// Reads the arguments.
    ///
    /// @param word that asks for what the elements hold; null if there is none
    public static RandomPick parse(Request request, @Nullable String word) {
        if (request.size() == 2) {
            return new RandomPick(true, 0, false);
        }
        boolean withHeld = request.size() == 4 && word != null && request.is(3, word);
        if (request.size() > 3 && !withHeld) {
            throw Arguments.syntaxError();
        }
        return new RandomPick(false, request.number(2, -REPEATED_MAX, Integer.MAX_VALUE), withHeld);
    }

    /// The reply.
    ///
    /// @param held how an element shows what it holds
    public Reply reply(SortedMap<Value, Sibling> elements, Function<Sibling, Reply> held, Protocol protocol) {
        List<Map.Entry<Value, Sibling>> all = new ArrayList<>(elements.entrySet());
        if (isSingle) {
            return all.isEmpty() ? Replies.NULL : Reply.bulk(any(all).getKey().bytes());
        }
        List<Reply> replies = new ArrayList<>();
        for (Map.Entry<Value, Sibling> picked : count < 0 ? repeated(all) : distinct(all)) {
            replies.add(Reply.bulk(picked.getKey().bytes()));
            if (withHeld) {
                replies.add(held.apply(picked.getValue()));
            }
        }
        return withHeld ? ElementReplies.pairs(protocol, replies) : new Reply.Listing(replies);
    }

    private static <T> T any(List<T> all) {
        return all.get(ThreadLocalRandom.current().nextInt(all.size()));
    }

    private <T> List<T> distinct(List<T> all) {
        int wanted = Math.min(count, all.size());
        for (int i = 0; i < wanted; i++) {
            Collections.swap(all, i, ThreadLocalRandom.current().nextInt(i, all.size()));
        }
        return all.subList(0, wanted);
    }

    private List<Map.Entry<Value, Sibling>> repeated(List<Map.Entry<Value, Sibling>> all) {
        List<Map.Entry<Value, Sibling>> picked = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < -count && !all.isEmpty(); i++) {
            Map.Entry<Value, Sibling> next = any(all);
            Value value = next.getValue().value();
            bytes += next.getKey().length() + (long) (withHeld && value != null ? value.length() : 0);
            if (bytes > REPEATED_BYTES_MAX) {
                throw new MalformedBytes("so many repetitions take more than " + REPEATED_BYTES_MAX + " bytes");
            }
            picked.add(next);
        }
        return picked;
    }
}
