package io.murmur.door.redis.collection;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Value;
import io.murmur.core.value.Sibling;
import io.murmur.door.redis.data.Arguments;
import io.murmur.resp.GlobPattern;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One page of a collection, as `key cursor [MATCH pattern] [COUNT n] [NOVALUES]` asks for it. An element that is
/// there all the time is in exactly one page.
public final class ElementScan {

    private static final int COUNT_DEFAULT = 10;
    private static final int COUNT_MAX = 10_000;

    private final long from;
    private int count = COUNT_DEFAULT;
    private @Nullable GlobPattern pattern;
    private boolean withoutHeld;

    private ElementScan(long from) {
        this.from = from;
    }

    /// Reads the arguments.
    public static ElementScan parse(Request request) {
        ElementScan scan = new ElementScan(cursorOf(request.text(2)));
        int at = 3;
        while (at < request.size()) {
            at += scan.readOption(request, at);
        }
        return scan;
    }

    private static long cursorOf(String text) {
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException _) {
            throw new MalformedBytes("invalid cursor");
        }
    }

    private int readOption(Request request, int at) {
        boolean hasArgument = at + 1 < request.size();
        if (hasArgument && request.is(at, "MATCH")) {
            pattern = new GlobPattern(request.at(at + 1));
        } else if (hasArgument && request.is(at, "COUNT")) {
            count = Math.min(COUNT_MAX, request.number(at + 1, 1, Integer.MAX_VALUE));
        } else if (request.is(at, "NOVALUES") && request.is(0, "HSCAN")) {
            withoutHeld = true;
            return 1;
        } else {
            throw Arguments.syntaxError();
        }
        return 2;
    }

    /// The reply.
    ///
    /// @param held how an element shows what it holds; null if it holds nothing
    public Reply reply(SortedMap<Value, Sibling> elements, @Nullable Function<Sibling, Reply> held) {
        ElementPage page = ElementPage.of(elements.keySet(), from, count);
        List<Reply> replies = new ArrayList<>();
        for (Value name : page.names()) {
            if (pattern != null && !pattern.matches(name.bytes())) {
                continue;
            }
            replies.add(Reply.bulk(name.bytes()));
            if (held != null && !withoutHeld) {
                replies.add(held.apply(Objects.requireNonNull(elements.get(name))));
            }
        }
        return Reply.listing(Reply.bulk(Long.toUnsignedString(page.next())), new Reply.Listing(replies));
    }
}
