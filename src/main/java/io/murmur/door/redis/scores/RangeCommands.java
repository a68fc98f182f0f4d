package io.murmur.door.redis.scores;

import io.murmur.core.machine.Value;
import io.murmur.core.value.Sibling;
import io.murmur.door.redis.collection.ElementAccess;
import io.murmur.door.redis.command.Call;
import io.murmur.door.redis.data.Arguments;
import io.murmur.resp.Protocol;
import io.murmur.resp.Replies;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import java.util.Collections;
import java.util.List;

/// Commands that ask for a part of a sorted set, how large one is, or which place a member has.
final class RangeCommands {

    private final ElementAccess sorted;

    RangeCommands(ElementAccess sorted) {
        this.sorted = sorted;
    }

    void any(Call call) {
        range(call, RangeQuery.ofAny(call.request()));
    }

    void byPlaceReversed(Call call) {
        range(call, RangeQuery.byPlaceReversed(call.request()));
    }

    void byScore(Call call) {
        range(call, RangeQuery.byScore(call.request(), false));
    }

    void byScoreReversed(Call call) {
        range(call, RangeQuery.byScore(call.request(), true));
    }

    void byMember(Call call) {
        range(call, RangeQuery.byMember(call.request(), false));
    }

    void byMemberReversed(Call call) {
        range(call, RangeQuery.byMember(call.request(), true));
    }

    private void range(Call call, RangeQuery query) {
        boolean withScores = query.options().withScores();
        Protocol protocol = call.session().protocol();
        sorted.read(call, shown -> Ranked.reply(query.of(Ranked.all(shown)), withScores, protocol));
    }

    void countByScore(Call call) {
        count(call, RankedRange.ofScores(call.request(), 2, 3));
    }

    void countByMember(Call call) {
        count(call, RankedRange.ofMembers(call.request(), 2, 3));
    }

    private void count(Call call, RankedRange range) {
        sorted.read(
                call,
                shown -> Reply.number(
                        Ranked.all(shown).stream().filter(range::includes).count()));
    }

    void rank(Call call) {
        rank(call, false);
    }

    void rankReversed(Call call) {
        rank(call, true);
    }

    private void rank(Call call, boolean isReversed) {
        Request request = call.request();
        boolean withScore = request.size() == 4 && request.is(3, "WITHSCORE");
        if (request.size() > 3 && !withScore) {
            throw Arguments.syntaxError();
        }
        Value member = Arguments.value(request, 2);
        sorted.read(call, shown -> {
            Sibling found = shown.find(member);
            if (found == null) {
                return Replies.NULL;
            }
            List<Ranked> all = Ranked.all(shown);
            int place = Collections.binarySearch(all, new Ranked(member, Score.of(found)));
            Reply rank = Reply.number(isReversed ? all.size() - 1 - place : place);
            return withScore ? Reply.listing(rank, Score.reply(found)) : rank;
        });
    }
}
