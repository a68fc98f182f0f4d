package io.murmur.door.redis.scores;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Value;
import io.murmur.resp.Request;
import java.util.Arrays;

/// Which members of a sorted set are meant.
sealed interface RankedRange {

    /// Whether this one is.
    boolean includes(Ranked ranked);

    /// Those whose scores lie between two bounds, written `1.5`, `(1.5` (without the bound itself), `-inf`, `+inf`.
    static RankedRange ofScores(Request request, int lowAt, int highAt) {
        return new OfScores(Bound.parse(request.at(lowAt)), Bound.parse(request.at(highAt)));
    }

    /// Those whose bytes lie between two bounds, written `[a`, `(a` (without the bound itself), `-`, `+`.
    static RankedRange ofMembers(Request request, int lowAt, int highAt) {
        return new OfMembers(Edge.parse(request.at(lowAt)), Edge.parse(request.at(highAt)));
    }

    /// By score.
    record OfScores(Bound low, Bound high) implements RankedRange {

        @Override
        public boolean includes(Ranked ranked) {
            int fromLow = Double.compare(ranked.score(), low.score);
            int fromHigh = Double.compare(ranked.score(), high.score);
            return (low.isOpen ? fromLow > 0 : fromLow >= 0) && (high.isOpen ? fromHigh < 0 : fromHigh <= 0);
        }
    }

    /// The end of a range of scores.
    ///
    /// @param isOpen whether the score itself is outside
    record Bound(double score, boolean isOpen) {

        static Bound parse(byte[] text) {
            boolean isOpen = text.length > 0 && text[0] == '(';
            byte[] number = isOpen ? Arrays.copyOfRange(text, 1, text.length) : text;
            return new Bound(Score.parse(number, "min or max is not a float"), isOpen);
        }
    }

    /// By the bytes of the member, which makes sense where all scores are equal.
    record OfMembers(Edge low, Edge high) implements RankedRange {

        @Override
        public boolean includes(Ranked ranked) {
            int fromLow = low.compareTo(ranked.member());
            int fromHigh = high.compareTo(ranked.member());
            return (low.isOpen ? fromLow < 0 : fromLow <= 0) && (high.isOpen ? fromHigh > 0 : fromHigh >= 0);
        }
    }

    /// The end of a range of members.
    ///
    /// @param side negative: before all members; positive: behind all; 0: at `member`
    /// @param isOpen whether the member itself is outside
    record Edge(int side, Value member, boolean isOpen) {

        static Edge parse(byte[] text) {
            char kind = text.length == 0 ? ' ' : (char) text[0];
            if (text.length == 1 && (kind == '-' || kind == '+')) {
                return new Edge(kind == '-' ? -1 : 1, Value.EMPTY, true);
            }
            if (kind != '[' && kind != '(') {
                throw new MalformedBytes("min or max not valid string range item");
            }
            return new Edge(0, Value.ofOwned(Arrays.copyOfRange(text, 1, text.length)), kind == '(');
        }

        int compareTo(Value other) {
            return side != 0 ? side : member.compareTo(other);
        }
    }
}
