package io.murmur.door.redis.data;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Lifetime;
import io.murmur.core.replica.message.Mutation;
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
    private static final NameTable<Reply> REFUSED_OPTIONS = new NameTable<>(16);

    static {
        for (String option : new String[] {"NX", "XX", "GET", "IFEQ", "IFNE", "IFDEQ", "IFDNE"}) {
            REFUSED_OPTIONS.put(option, ONE_WINNER);
        }
    }

    private final OperationIds ids;
    private final Arguments arguments;
    private final Ends ends;

    WriteCommands(OperationIds ids, Arguments arguments, Ends ends) {
        this.ends = ends;
        this.ids = ids;
        this.arguments = arguments;
    }

    void set(Call call) {
        Request request = call.request();
        Options options = new Options(request);
        if (options.refusal != null) {
            call.answer(options.refusal);
        } else {
            write(call, 2, options.end);
        }
    }

    void setEx(Call call) {
        write(call, 3, ends.ofWrite(call.request(), 2, Ends.Unit.EX));
    }

    void psetEx(Call call) {
        write(call, 3, ends.ofWrite(call.request(), 2, Ends.Unit.PX));
    }

    private void write(Call call, int valueAt, long end) {
        Key key = arguments.key(call.request(), 1);
        var put = new ClientOperation.Put(
                key, new Mutation.Set(Arguments.value(call.request(), valueAt), end), null, ids.next(), Tries.ONLY, 0);
        call.submit(
                put, outcome -> call.answer(outcome instanceof Outcome.Written ? Replies.OK : Failures.of(outcome)));
    }

    /// What may follow key and value: an end, in any of its forms, once; and what is refused.
    private final class Options {

        private long end = Lifetime.PLAIN;
        private @Nullable Reply refusal;

        Options(Request request) {
            int at = 3;
            while (at < request.size()) {
                Ends.Unit unit = Ends.unitAt(request, at);
                Reply refused = REFUSED_OPTIONS.get(request.at(at));
                boolean isKept = request.is(at, "KEEPTTL");
                if (refused != null) {
                    refusal = refused;
                } else if (end == Lifetime.PLAIN && isKept) {
                    end = Lifetime.KEPT;
                } else if (end == Lifetime.PLAIN && unit != null && at + 1 < request.size()) {
                    at++;
                    end = ends.ofWrite(request, at, unit);
                } else {
                    throw Arguments.syntaxError();
                }
                at++;
            }
        }
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
        return new ClientOperation.Put(key, Mutation.of(value, Lifetime.PLAIN), null, ids.next(), Tries.ONLY, 0);
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
            if (outcome instanceof Outcome.Written done) {
                written++;
                existed += done.existed() ? 1 : 0;
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
