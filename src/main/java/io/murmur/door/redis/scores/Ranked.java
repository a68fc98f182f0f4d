package io.murmur.door.redis.scores;

import io.murmur.core.machine.Value;
import io.murmur.core.value.Sibling;
import io.murmur.door.redis.collection.ElementReplies;
import io.murmur.door.redis.collection.ShownElements;
import io.murmur.resp.Protocol;
import io.murmur.resp.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// A member of a sorted set. Ordered by score, then by the bytes of the member.
record Ranked(Value member, double score) implements Comparable<Ranked> {

    /// All members in their order.
    static List<Ranked> all(ShownElements shown) {
        List<Ranked> all = new ArrayList<>();
        for (Map.Entry<Value, Sibling> entry : shown.all().entrySet()) {
            all.add(new Ranked(entry.getKey(), Score.of(entry.getValue())));
        }
        Collections.sort(all);
        return all;
    }

    /// The members alone, or with their scores.
    static Reply reply(List<Ranked> members, boolean withScores, Protocol protocol) {
        List<Reply> replies = new ArrayList<>();
        for (Ranked each : members) {
            replies.add(Reply.bulk(each.member.bytes()));
            if (withScores) {
                replies.add(new Reply.Real(each.score));
            }
        }
        return withScores ? ElementReplies.pairs(protocol, replies) : new Reply.Listing(replies);
    }

    @Override
    public int compareTo(Ranked other) {
        int byScore = Double.compare(score, other.score);
        return byScore != 0 ? byScore : member.compareTo(other.member);
    }
}
