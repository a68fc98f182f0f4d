package io.murmur.door.redis.collection;

import io.murmur.core.machine.Value;
import io.murmur.core.value.Sibling;
import io.murmur.resp.Protocol;
import io.murmur.resp.Replies;
import io.murmur.resp.Reply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Replies that commands of several types give.
public final class ElementReplies {

    private static final Reply ONE = Reply.number(1);

    private ElementReplies() {}

    /// 1 if it is there, else 0.
    static Reply isThere(@Nullable Sibling element) {
        return element == null ? Replies.ZERO : ONE;
    }

    /// What an element holds; null if it is not there.
    static Reply heldBy(@Nullable Sibling element) {
        Value value = element == null ? null : element.value();
        return value == null ? Replies.NULL : Reply.bulk(value.bytes());
    }

    /// Names as bytes.
    static List<Reply> bulks(Collection<Value> names) {
        List<Reply> replies = new ArrayList<>(names.size());
        names.forEach(name -> replies.add(Reply.bulk(name.bytes())));
        return replies;
    }

    /// Names with what they hold, in order: each pair a listing of its own in RESP3, all in one in RESP2.
    ///
    /// @param flat name, held, name, held...
    public static Reply pairs(Protocol protocol, List<Reply> flat) {
        if (protocol == Protocol.RESP2) {
            return new Reply.Listing(flat);
        }
        List<Reply> pairs = new ArrayList<>(flat.size() / 2);
        for (int i = 0; i < flat.size(); i += 2) {
            pairs.add(Reply.listing(flat.get(i), flat.get(i + 1)));
        }
        return new Reply.Listing(pairs);
    }
}
