package io.murmur.door.redis.delay;

import io.murmur.door.redis.cluster.ClusterFace;
import io.murmur.door.redis.command.Call;
import io.murmur.door.redis.command.CommandBook;
import io.murmur.resp.Replies;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import java.util.ArrayList;
import java.util.List;

/// `KV.DELAYS`, which carries out another command and tells where its time went, and `SLOWLOG`.
public final class DelayCommands {

    private static final String NAME = "KV.DELAYS";
    private static final int SHOWN_USUALLY = 10;
    private static final int OPERATIONS_SHOWN_MAX = 1_000;
    private static final long MILLIS_PER_SECOND = 1_000;

    private final AccountReplies accounts;
    private final SlowLog slowLog;

    /// @param face knows the names of nodes
    public DelayCommands(ClusterFace face, SlowLog slowLog) {
        this.accounts = new AccountReplies(face);
        this.slowLog = slowLog;
    }

    /// Registers them.
    public void writeInto(CommandBook book) {
        book.serve(NAME, call -> delays(call, book))
                .serve("SLOWLOG GET", this::slowest)
                .serve("SLOWLOG LEN", call -> call.answer(Reply.number(slowLog.size())))
                .serve("SLOWLOG RESET", call -> {
                    slowLog.clear();
                    call.answer(Replies.OK);
                });
    }

    private void delays(Call call, CommandBook book) {
        Request inner = call.request().from(1);
        if (inner.is(0, NAME)) {
            call.answer(Reply.error("KV.DELAYS does not measure itself"));
            return;
        }
        CommandBook.Entry entry = book.entryOf(inner);
        if (entry.waitsForEarlier()) {
            call.answer(Reply.error("KV.DELAYS cannot carry out a " + inner.text(0)
                    + ": it does one thing after the other, alone; GET, SET and their like can be measured"));
            return;
        }
        call.wantDelays();
        entry.handler().handle(new MeasuredCall(call, inner, this::shown));
    }

    private Reply shown(Reply reply, Call call) {
        List<Reply> operations = new ArrayList<>();
        for (Call.OperationDelays each : call.delays()) {
            if (operations.size() < OPERATIONS_SHOWN_MAX) {
                operations.add(accounts.of(each));
            }
        }
        return Reply.pairs(Reply.bulk("reply"), reply, Reply.bulk("operations"), new Reply.Listing(operations));
    }

    private void slowest(Call call) {
        Request request = call.request();
        int count = request.size() > 2 ? request.number(2, -1, Integer.MAX_VALUE) : SHOWN_USUALLY;
        List<Reply> entries = new ArrayList<>();
        for (SlowLog.Entry entry : slowLog.newest(count < 0 ? Integer.MAX_VALUE : count)) {
            entries.add(shown(entry));
        }
        call.answer(new Reply.Listing(entries));
    }

    /// As Redis shows it, and one more: the account.
    private Reply shown(SlowLog.Entry entry) {
        return Reply.listing(
                Reply.number(entry.id()),
                Reply.number(entry.wallMillis() / MILLIS_PER_SECOND),
                Reply.number(AccountReplies.totalOf(entry.account())),
                Reply.texts(entry.words()),
                Reply.bulk(entry.client()),
                Reply.bulk(entry.clientName()),
                accounts.of(entry.account()));
    }
}
