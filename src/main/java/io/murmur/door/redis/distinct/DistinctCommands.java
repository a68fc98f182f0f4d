package io.murmur.door.redis.distinct;

import io.murmur.core.machine.Key;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.value.hyper.HyperLogLog;
import io.murmur.door.redis.command.Call;
import io.murmur.door.redis.command.CommandBook;
import io.murmur.door.redis.data.DataSupplies;
import io.murmur.door.redis.data.Failures;
import io.murmur.resp.Replies;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes the commands of HyperLogLogs into the book, and carries them out.
public final class DistinctCommands {

    private final DataSupplies supplies;

    /// Commands of one start of the door.
    public DistinctCommands(DataSupplies supplies) {
        this.supplies = supplies;
    }

    /// Registers them.
    public void writeInto(CommandBook book) {
        book.serve("PFADD", this::add).serve("PFCOUNT", this::count).serveAfterEarlier("PFMERGE", this::merge);
    }

    private void add(Call call) {
        Request request = call.request();
        List<byte[]> elements = new ArrayList<>(request.size() - 2);
        for (int i = 2; i < request.size(); i++) {
            elements.add(request.at(i));
        }
        unite(call, HyperLogLog.ofElements(elements), written -> Reply.number(written.number()));
    }

    private void count(Call call) {
        readAll(call, 1, all -> call.answer(Reply.number(HyperLogLog.union(all).estimate())));
    }

    /// What the sources have seen is added to the key; of that itself nothing has to be read.
    private void merge(Call call) {
        if (call.request().size() == 2) {
            unite(call, HyperLogLog.EMPTY, _ -> Replies.OK);
        } else {
            readAll(call, 2, all -> unite(call, HyperLogLog.union(all), _ -> Replies.OK));
        }
    }

    private void unite(Call call, HyperLogLog seen, Function<Outcome.Written, Reply> answer) {
        Key key = supplies.arguments().key(call.request(), 1);
        call.submit(
                supplies.put(key, new Mutation.Unite(seen)),
                outcome -> call.answer(
                        outcome instanceof Outcome.Written written ? answer.apply(written) : Failures.of(outcome)));
    }

    /// Reads the keys that are the arguments from `from` on, each by itself, whatever its slot: what they say together
    /// is no snapshot.
    private void readAll(Call call, int from, Consumer<List<HyperLogLog>> then) {
        Request request = call.request();
        List<Key> keys = new ArrayList<>(request.size() - from);
        for (int i = from; i < request.size(); i++) {
            keys.add(supplies.arguments().key(request, i));
        }
        Gathering gathering = new Gathering(call, keys.size(), then);
        for (Key key : keys) {
            call.submit(new ClientOperation.Get(key, 0), outcome -> gathering.add(key, outcome));
        }
    }

    /// Collects what the keys of one command have seen until all have come, or says why not all could.
    private final class Gathering {

        private final Call call;
        private final Consumer<List<HyperLogLog>> then;
        private final List<HyperLogLog> all = new ArrayList<>();
        private @Nullable Reply failed;
        private int waiting;

        Gathering(Call call, int count, Consumer<List<HyperLogLog>> then) {
            this.call = call;
            this.then = then;
            this.waiting = count;
        }

        void add(Key key, Outcome outcome) {
            if (outcome instanceof Outcome.Read(var object)) {
                HyperLogLog seen = supplies.seen(key, object);
                if (seen == null) {
                    fail(Failures.of(Failure.WRONG_TYPE));
                } else {
                    all.add(seen);
                }
            } else {
                fail(Failures.of(outcome));
            }
            waiting--;
            if (waiting == 0) {
                if (failed == null) {
                    then.accept(all);
                } else {
                    call.answer(failed);
                }
            }
        }

        private void fail(Reply reply) {
            failed = failed == null ? reply : failed;
        }
    }
}
