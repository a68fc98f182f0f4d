package io.murmur.door.redis.scores;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.door.redis.data.Arguments;
import io.murmur.resp.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which part of a sorted set a command asks for: by place, by score or by member, from either end.
///
/// @param range null where it is by place
/// @param start the first place, negative: from the end
/// @param stop the last place, negative: from the end
record RangeQuery(@Nullable RankedRange range, long start, long stop, Options options) {

    private static final List<String> OF_ANY = List.of("BYSCORE", "BYLEX", "REV", "LIMIT", "WITHSCORES");
    private static final List<String> BY_PLACE = List.of("WITHSCORES");
    private static final List<String> BY_SCORE = List.of("LIMIT", "WITHSCORES");
    private static final List<String> BY_MEMBER = List.of("LIMIT");

    /// As `ZRANGE` says it.
    static RangeQuery ofAny(Request request) {
        Options options = new Options(request, OF_ANY, false);
        if (options.byScore && options.byMember) {
            throw Arguments.syntaxError();
        }
        if (options.isLimited && !options.byScore && !options.byMember) {
            throw new MalformedBytes(
                    "syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX");
        }
        if (options.withScores && options.byMember) {
            throw new MalformedBytes("syntax error, WITHSCORES not supported in combination with BYLEX");
        }
        return options.byScore
                ? scores(request, options)
                : options.byMember ? members(request, options) : places(request, options);
    }

    /// As `ZREVRANGE` says it.
    static RangeQuery byPlaceReversed(Request request) {
        return places(request, new Options(request, BY_PLACE, true));
    }

    /// As `ZRANGEBYSCORE` and its reverse say it.
    static RangeQuery byScore(Request request, boolean isReversed) {
        return scores(request, new Options(request, BY_SCORE, isReversed));
    }

    /// As `ZRANGEBYLEX` and its reverse say it.
    static RangeQuery byMember(Request request, boolean isReversed) {
        return members(request, new Options(request, BY_MEMBER, isReversed));
    }

    private static RangeQuery places(Request request, Options options) {
        return new RangeQuery(null, request.number(2), request.number(3), options);
    }

    private static RangeQuery scores(Request request, Options options) {
        return new RangeQuery(RankedRange.ofScores(request, options.lowAt(), options.highAt()), 0, -1, options);
    }

    private static RangeQuery members(Request request, Options options) {
        return new RangeQuery(RankedRange.ofMembers(request, options.lowAt(), options.highAt()), 0, -1, options);
    }

    /// That part, in the order that was asked for.
    List<Ranked> of(List<Ranked> ordered) {
        List<Ranked> directed = options.isReversed ? ordered.reversed() : ordered;
        return range == null ? between(directed) : limited(directed, range);
    }

    private List<Ranked> between(List<Ranked> directed) {
        long from = Math.max(0, start < 0 ? directed.size() + start : start);
        long to = Math.min(directed.size() - 1, stop < 0 ? directed.size() + stop : stop) + 1;
        return from >= to ? List.of() : directed.subList((int) from, (int) to);
    }

    private List<Ranked> limited(List<Ranked> directed, RankedRange wanted) {
        List<Ranked> found = new ArrayList<>();
        long passed = 0;
        for (Ranked each : directed) {
            boolean isFull = options.count >= 0 && found.size() >= options.count;
            if (options.offset >= 0 && !isFull && wanted.includes(each) && passed++ >= options.offset) {
                found.add(each);
            }
        }
        return found;
    }

    /// The words behind the bounds. Reversed, the upper bound comes first.
    static final class Options {

        private boolean byScore;
        private boolean byMember;
        private boolean isReversed;
        private boolean withScores;
        private boolean isLimited;
        private long offset;
        private long count = -1;

        Options(Request request, List<String> words, boolean isReversed) {
            this.isReversed = isReversed;
            int at = 4;
            while (at < request.size()) {
                at += read(request, at, words);
            }
        }

        private int read(Request request, int at, List<String> words) {
            String word = words.stream()
                    .filter(known -> request.is(at, known))
                    .findFirst()
                    .orElse("");
            switch (word) {
                case "BYSCORE" -> byScore = true;
                case "BYLEX" -> byMember = true;
                case "REV" -> isReversed = true;
                case "WITHSCORES" -> withScores = true;
                case "LIMIT" -> {
                    if (at + 2 >= request.size()) {
                        throw Arguments.syntaxError();
                    }
                    isLimited = true;
                    offset = request.number(at + 1);
                    count = request.number(at + 2);
                    return 3;
                }
                default -> throw Arguments.syntaxError();
            }
            return 1;
        }

        boolean withScores() {
            return withScores;
        }

        private int lowAt() {
            return isReversed ? 3 : 2;
        }

        private int highAt() {
            return isReversed ? 2 : 3;
        }
    }
}
