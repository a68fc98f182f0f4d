package io.murmur.door.redis.connection;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.value.Element;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.hyper.HyperLogLog;
import io.murmur.resp.Reply;
import java.util.List;

/// How many bytes answers keep alive, near enough to keep them within bounds.
final class ReplyWeight {

    private static final int SMALL = 32;

    private ReplyWeight() {}

    static long of(Reply reply) {
        return switch (reply) {
            case Reply.Bulk bulk -> SMALL + (long) bulk.bytes().length;
            case Reply.Verbatim(var text) -> SMALL + (long) text.length();
            case Reply.Listing(var elements) -> ofAll(elements);
            case Reply.Unordered(var elements) -> ofAll(elements);
            case Reply.Pairs(var elements) -> ofAll(elements);
            case Reply.Simple _, Reply.Failure _, Reply.Whole _, Reply.Real _, Reply.Truth _, Reply.Null _ -> SMALL;
        };
    }

    private static long ofAll(List<Reply> elements) {
        long weight = SMALL;
        for (Reply element : elements) {
            weight += of(element);
        }
        return weight;
    }

    static long of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Read(var object) -> {
                long weight = 0;
                for (Sibling sibling : object.siblings()) {
                    Value value = sibling.value();
                    Element element = sibling.element();
                    Value name = element == null ? null : element.name();
                    HyperLogLog registers = sibling.registers();
                    weight += SMALL
                            + (value == null ? 0 : (long) value.length())
                            + (name == null ? 0 : (long) name.length())
                            + (registers == null ? 0 : (long) registers.length());
                }
                yield weight;
            }
            case Outcome.Listed(var keys, _, _) -> {
                long weight = 0;
                for (Key key : keys) {
                    weight += SMALL + (long) key.length();
                }
                yield weight;
            }
            case Outcome.Written _, Outcome.Counted _, Outcome.Failed _ -> 0;
        };
    }
}
