package io.murmur.door.redis.data;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.Tries;
import io.murmur.door.redis.command.Call;
import io.murmur.resp.NameTable;
import io.murmur.resp.Replies;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import org.jspecify.annotations.Nullable;

/// Plain writes: without context, so that each supersedes all that was acknowledged before (decision 8), under
/// an id of the door's own (decision 9).
final class WriteCommands {

    private static final Reply ONE_WINNER = new Reply.Failure(
            "NOTSUPPORTED",
            "SET with NX, XX, GET or IFEQ is not served, not yet: it comes with namespaces of protocol paxos, which can"
                    + " decide that only one client wins; nobody can promise that on both sides of a partition. Until"
                    + " then KV.SET with the CONTEXT of KV.GET shows concurrent writes. Nothing was written.");
    private static final Reply EXPIRY = new Reply.Failure(
            "NOTSUPPORTED",
            "SET with EX, PX, EXAT, PXAT or KEEPTTL is not served, not yet: expiry comes in a later version. Nothing"
                    + " was written.");
    private static final NameTable<Reply> REFUSED_OPTIONS = new NameTable<>(16);

    static {
        for (String option : new String[] {"NX", "XX", "GET", "IFEQ", "IFNE", "IFDEQ", "IFDNE"}) {
            REFUSED_OPTIONS.put(option, ONE_WINNER);
        }
        for (String option : new String[] {"EX", "PX", "EXAT", "PXAT", "KEEPTTL"}) {
            REFUSED_OPTIONS.put(option, EXPIRY);
        }
    }

    private final OperationIds ids;
    private final Arguments arguments;

    WriteCommands(OperationIds ids, Arguments arguments) {
        this.ids = ids;
        this.arguments = arguments;
    }

    void set(Call call) {
        Request request = call.request();
        if (request.size() > 3) {
            Reply refusal = REFUSED_OPTIONS.get(request.at(3));
            call.answer(refusal == null ? Reply.error("syntax error") : refusal);
            return;
        }
        call.submit(
                plain(arguments.key(request, 1), Arguments.value(request, 2)),
                outcome -> call.answer(outcome instanceof Outcome.Written ? Replies.OK : Failures.of(outcome)));
    }

    void mset(Call call) {
        Request request = call.request();
        if (request.size() % 2 == 0) {
            throw new MalformedBytes("wrong number of arguments for 'mset' command");
        }
        ClientOperation[] writes = new ClientOperation[request.size() / 2];
        for (int i = 0; i < writes.length; i++) {
            writes[i] = plain(arguments.key(request, 1 + 2 * i), Arguments.value(request, 2 + 2 * i));
        }
        submitAll(writes, new Gathering(call, writes.length, false));
    }

    void delete(Call call) {
        Request request = call.request();
        ClientOperation[] writes = new ClientOperation[request.size() - 1];
        for (int i = 0; i < writes.length; i++) {
            writes[i] = plain(arguments.key(request, i + 1), null);
        }
        submitAll(writes, new Gathering(call, writes.length, true));
    }

    private static void submitAll(ClientOperation[] writes, Gathering gathering) {
        for (ClientOperation write : writes) {
            gathering.call.submit(write, gathering::add);
        }
    }

    private ClientOperation plain(Key key, @Nullable Value value) {
        return new ClientOperation.Put(key, value, null, ids.next(), Tries.ONLY, 0);
    }

    /// Collects the outcomes of one command: all succeeded, none was executed, or nobody knows which.
    private static final class Gathering {

        private final Call call;
        private final boolean counts;
        private int waiting;
        private int written;
        private long existed;
        private @Nullable Outcome failed;

        Gathering(Call call, int count, boolean counts) {
            this.call = call;
            this.counts = counts;
            this.waiting = count;
        }

        void add(Outcome outcome) {
            if (outcome instanceof Outcome.Written(_, var showed)) {
                written++;
                existed += showed ? 1 : 0;
            } else if (failed == null || isUnknown(outcome)) {
                failed = outcome;
            }
            waiting--;
            if (waiting == 0) {
                call.answer(reply());
            }
        }

        private Reply reply() {
            if (failed == null) {
                return counts ? Reply.number(existed) : Replies.OK;
            }
            return written > 0 ? Failures.ofSome() : Failures.of(failed);
        }

        private static boolean isUnknown(Outcome outcome) {
            return outcome instanceof Outcome.Failed(var failure) && failure == Failure.UNKNOWN;
        }
    }
}
