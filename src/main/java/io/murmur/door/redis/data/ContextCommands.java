package io.murmur.door.redis.data;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.replica.message.Lifetime;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.value.Known;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.door.redis.command.Call;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Murmur's own commands: all concurrent values, causal contexts, operation ids, and levels.
///
/// An id counts as sent before unless the client says `FIRST`: forgetting that word costs a round, the other
/// way round it would cost the promise of at most once (G5).
final class ContextCommands {

    private final Namespaces namespaces;
    private final RequestLevels levels;
    private final OperationIds ids;
    private final Arguments arguments;
    private final Ends ends;

    ContextCommands(Namespaces namespaces, RequestLevels levels, OperationIds ids, Arguments arguments, Ends ends) {
        this.ends = ends;
        this.namespaces = namespaces;
        this.levels = levels;
        this.ids = ids;
        this.arguments = arguments;
    }

    void get(Call call) {
        Request request = call.request();
        Key key = arguments.key(request, 1);
        int readOwners = 0;
        boolean isWeak = request.size() == 5 && request.is(4, "WEAK");
        if ((request.size() == 4 || isWeak) && request.is(2, "R")) {
            readOwners = request.number(3, 1, levels.max());
            levels.requireMeeting(key, readOwners, isWeak);
        } else if (request.size() != 2) {
            throw Arguments.syntaxError();
        }
        call.submit(new ClientOperation.Get(key, readOwners), outcome -> call.answer(shown(key, outcome)));
    }

    private Reply shown(Key key, Outcome outcome) {
        if (!(outcome instanceof Outcome.Read(var object))) {
            return Failures.of(outcome);
        }
        List<Reply> values = new ArrayList<>();
        for (Sibling sibling : object.visible(namespaces.of(key).conflict(), ends.now())) {
            Value value = sibling.value();
            if (value != null) {
                values.add(Reply.bulk(value.bytes()));
            }
        }
        return Reply.pairs(
                Reply.bulk("values"),
                new Reply.Listing(values),
                Reply.bulk("context"),
                Reply.bulk(ContextToken.encode(key, object.known())));
    }

    void set(Call call) {
        write(call, Arguments.value(call.request(), 2), 3);
    }

    void delete(Call call) {
        write(call, null, 2);
    }

    private void write(Call call, @Nullable Value value, int optionsFrom) {
        Key key = arguments.key(call.request(), 1);
        Options options = new Options(key, call.request(), optionsFrom, levels.max());
        if (options.isForeign) {
            call.answer(Failures.of(Failure.FOREIGN_CONTEXT));
            return;
        }
        if (options.writeOwners > 0) {
            levels.requireSuperseding(key, options.writeOwners, options.isWeak);
        }
        OperationId id = options.id;
        Tries tries = id == null ? Tries.ONLY : options.isFirst ? Tries.FIRST : Tries.AGAIN;
        var write = new ClientOperation.Put(
                key,
                Mutation.of(value, Lifetime.PLAIN),
                options.known,
                id == null ? ids.next() : id,
                tries,
                options.writeOwners);
        call.submit(
                write,
                outcome -> call.answer(
                        outcome instanceof Outcome.Written written
                                ? Reply.bulk(ContextToken.encode(key, written.known()))
                                : Failures.of(outcome)));
    }

    /// What may follow: `CONTEXT token`, `ID operation-id [FIRST]`, `W n [WEAK]`, each once, in any order.
    private static final class Options {

        private @Nullable Known known;
        private @Nullable OperationId id;
        private boolean isFirst;
        private boolean isForeign;
        private boolean isWeak;
        private int writeOwners;

        Options(Key key, Request request, int from, int writeOwnersMax) {
            int at = from;
            while (at < request.size()) {
                if (request.is(at, "FIRST") && id != null && !isFirst) {
                    isFirst = true;
                    at++;
                    continue;
                }
                if (request.is(at, "WEAK") && writeOwners > 0 && !isWeak) {
                    isWeak = true;
                    at++;
                    continue;
                }
                if (at + 1 >= request.size()) {
                    throw Arguments.syntaxError();
                }
                read(key, request, at, writeOwnersMax);
                at += 2;
            }
        }

        private void read(Key key, Request request, int at, int writeOwnersMax) {
            if (request.is(at, "CONTEXT") && known == null && !isForeign) {
                known = ContextToken.decode(key, request.at(at + 1));
                isForeign = known == null;
            } else if (request.is(at, "ID") && id == null) {
                id = parseId(request.text(at + 1));
            } else if (request.is(at, "W") && writeOwners == 0) {
                writeOwners = request.number(at + 1, 1, writeOwnersMax);
            } else {
                throw Arguments.syntaxError();
            }
        }

        private static OperationId parseId(String text) {
            try {
                return OperationId.parse(text);
            } catch (IllegalArgumentException _) {
                throw new MalformedBytes("an operation id has 32 hexadecimal digits: 16 random ones of the client, then"
                        + " 11 of its wall milliseconds and 5 that count");
            }
        }
    }
}
