package io.murmur.door.redis.scores;

import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.value.KeyType;
import io.murmur.door.redis.collection.ElementAccess;
import io.murmur.door.redis.collection.ElementScan;
import io.murmur.door.redis.collection.RandomPick;
import io.murmur.door.redis.command.Call;
import io.murmur.door.redis.command.CommandBook;
import io.murmur.door.redis.data.Arguments;
import io.murmur.door.redis.data.DataSupplies;
import io.murmur.resp.Protocol;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import java.util.List;
import java.util.TreeMap;

/// Commands on one sorted set; those about its order are [RangeCommands].
public final class ScoreCommands {

    private static final List<String> REFUSED_OPTIONS = List.of("NX", "XX", "GT", "LT", "CH", "INCR");
    private static final Reply REFUSAL = new Reply.Failure(
            "NOTSUPPORTED",
            "ZADD with NX, XX, GT, LT, CH or INCR is not served, not yet: they compare with a score that owners may see"
                    + " differently, and nobody decides alone. Of concurrent scores the last writer's is shown. Nothing"
                    + " was written.");

    private final ElementAccess sorted;

    /// Commands of one start of the door.
    public ScoreCommands(DataSupplies supplies) {
        this.sorted = new ElementAccess(supplies, KeyType.SORTED_SET);
    }

    /// Registers them.
    public void writeInto(CommandBook book) {
        book.serve("ZADD", this::add)
                .serve("ZREM", sorted::remove)
                .serve("ZSCORE", this::score)
                .serve("ZMSCORE", this::scores)
                .serve("ZCARD", this::size)
                .serve("ZSCAN", this::scan)
                .serve("ZRANDMEMBER", this::random);
        var range = new RangeCommands(sorted);
        book.serve("ZRANGE", range::any)
                .serve("ZREVRANGE", range::byPlaceReversed)
                .serve("ZRANGEBYSCORE", range::byScore)
                .serve("ZREVRANGEBYSCORE", range::byScoreReversed)
                .serve("ZRANGEBYLEX", range::byMember)
                .serve("ZREVRANGEBYLEX", range::byMemberReversed)
                .serve("ZCOUNT", range::countByScore)
                .serve("ZLEXCOUNT", range::countByMember)
                .serve("ZRANK", range::rank)
                .serve("ZREVRANK", range::rankReversed);
    }

    private void add(Call call) {
        Request request = call.request();
        if (REFUSED_OPTIONS.stream().anyMatch(option -> request.is(2, option))) {
            call.answer(REFUSAL);
            return;
        }
        if (request.size() % 2 != 0) {
            throw Arguments.syntaxError();
        }
        TreeMap<Value, Mutation.Entry> entries = new TreeMap<>();
        for (int i = 2; i < request.size(); i += 2) {
            double score = Score.parse(request.at(i), "value is not a valid float");
            Value member = Arguments.value(request, i + 1);
            entries.put(member, new Mutation.Entry(member, Score.encode(score)));
        }
        sorted.put(call, entries, Reply::number);
    }

    private void score(Call call) {
        Value member = Arguments.value(call.request(), 2);
        sorted.read(call, shown -> Score.reply(shown.find(member)));
    }

    private void scores(Call call) {
        sorted.read(call, shown -> shown.each(call.request(), Score::reply));
    }

    private void size(Call call) {
        sorted.read(call, shown -> Reply.number(shown.all().size()));
    }

    /// Scores are texts here, as Redis has it.
    private void scan(Call call) {
        ElementScan scan = ElementScan.parse(call.request());
        sorted.read(
                call, shown -> scan.reply(shown.all(), member -> Reply.bulk(new Reply.Real(Score.of(member)).text())));
    }

    private void random(Call call) {
        RandomPick pick = RandomPick.parse(call.request(), "WITHSCORES");
        Protocol protocol = call.session().protocol();
        sorted.read(call, shown -> pick.reply(shown.all(), Score::reply, protocol));
    }
}
