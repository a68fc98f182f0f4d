package io.murmur.door.redis.data;

import io.murmur.core.machine.Key;
import io.murmur.core.replica.message.Lifetime;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.value.Element;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.KeyType;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.door.redis.command.Call;
import io.murmur.resp.Replies;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import java.util.List;
import java.util.function.LongUnaryOperator;

/// Commands about when values end. An end is an event of its own: it supersedes the ends acknowledged before,
/// never a value, and of concurrent ones the longest counts (decision 29).
final class ExpiryCommands {

    private static final Reply CONDITIONS = new Reply.Failure(
            "NOTSUPPORTED",
            "NX, XX, GT and LT compare with an end that owners may see differently, and nobody decides alone. Of"
                    + " concurrent ends the longest counts. Nothing was written.");

    private static final Reply NO_KEY = Reply.number(-2);
    private static final Reply NO_END = Reply.number(-1);
    private static final Reply ONE = Reply.number(1);
    private static final long MILLIS_PER_SECOND = 1_000;

    private final DataSupplies supplies;
    private final Arguments arguments;
    private final Ends ends;

    ExpiryCommands(DataSupplies supplies) {
        this.supplies = supplies;
        this.arguments = supplies.arguments();
        this.ends = supplies.ends();
    }

    void expire(Call call) {
        expire(call, Ends.Unit.EX);
    }

    void pexpire(Call call) {
        expire(call, Ends.Unit.PX);
    }

    void expireAt(Call call) {
        expire(call, Ends.Unit.EXAT);
    }

    void pexpireAt(Call call) {
        expire(call, Ends.Unit.PXAT);
    }

    /// An end that is past deletes at once.
    private void expire(Call call, Ends.Unit unit) {
        Request request = call.request();
        if (request.size() > 3) {
            call.answer(isCondition(request, 3) ? CONDITIONS : Reply.error("Unsupported option " + request.text(3)));
            return;
        }
        long end = ends.at(request, 2, unit);
        call.submit(
                put(arguments.key(request, 1), end <= ends.now() ? Lifetime.PLAIN : end),
                outcome -> call.answer(replyTo(outcome)));
    }

    private static Reply replyTo(Outcome outcome) {
        if (outcome instanceof Outcome.Written written) {
            return written.existed() ? ONE : Replies.ZERO;
        }
        return isAbsent(outcome) ? Replies.ZERO : Failures.of(outcome);
    }

    private static boolean isAbsent(Outcome outcome) {
        return outcome instanceof Outcome.Failed(var failure) && failure == Failure.NO_SUCH_KEY;
    }

    private static boolean isCondition(Request request, int index) {
        return request.is(index, "NX") || request.is(index, "XX") || request.is(index, "GT") || request.is(index, "LT");
    }

    private ClientOperation put(Key key, long end) {
        return supplies.put(key, Mutation.of(null, end));
    }

    void persist(Call call) {
        Key key = arguments.key(call.request(), 1);
        Both both = new Both(call);
        call.submit(
                new ClientOperation.Get(key, 0),
                outcome -> both.read(outcome, object -> {
                    long end = endOf(key, object);
                    return end == Expiry.NEVER || end == Lifetime.PLAIN ? Replies.ZERO : ONE;
                }));
        call.submit(put(key, Lifetime.ENDLESS), both::written);
    }

    /// Changes no end before it is known that there is a value to be returned.
    void getEx(Call call) {
        Request request = call.request();
        Key key = arguments.key(request, 1);
        boolean persists = request.size() == 3 && request.is(2, "PERSIST");
        long end = request.size() == 2 ? Lifetime.KEPT : persists ? Lifetime.ENDLESS : endOf(request);
        call.submit(new ClientOperation.Get(key, 0), outcome -> {
            Both both = new Both(call);
            if (outcome instanceof Outcome.Read(var object) && supplies.isCollection(key, object)) {
                call.answer(Failures.of(Failure.WRONG_TYPE));
                return;
            }
            both.read(outcome, object -> value(key, object));
            if (both.showed && end != Lifetime.KEPT) {
                call.submit(put(key, end), both::written);
            } else {
                call.answer(both.reply);
            }
        });
    }

    private long endOf(Request request) {
        Ends.Unit unit = request.size() == 4 ? Ends.unitAt(request, 2) : null;
        if (unit == null) {
            throw Arguments.syntaxError();
        }
        return ends.ofWrite(request, 3, unit);
    }

    private Reply value(Key key, StoredObject object) {
        List<Sibling> visible = supplies.visible(key, object);
        var value = visible.isEmpty() ? null : visible.getFirst().value();
        return value == null ? Replies.NULL : Reply.bulk(value.bytes());
    }

    void ttl(Call call) {
        tell(call, end -> inSeconds(end - ends.now()));
    }

    void pttl(Call call) {
        tell(call, end -> end - ends.now());
    }

    void expireTime(Call call) {
        tell(call, ExpiryCommands::inSeconds);
    }

    void pexpireTime(Call call) {
        tell(call, end -> end);
    }

    /// Rounded as Redis does.
    private static long inSeconds(long millis) {
        return (millis + MILLIS_PER_SECOND / 2) / MILLIS_PER_SECOND;
    }

    private void tell(Call call, LongUnaryOperator words) {
        Key key = arguments.key(call.request(), 1);
        call.submit(new ClientOperation.Get(key, 0), outcome -> {
            if (!(outcome instanceof Outcome.Read(var object))) {
                call.answer(Failures.of(outcome));
                return;
            }
            long end = endOf(key, object);
            call.answer(
                    end == Lifetime.PLAIN
                            ? NO_KEY
                            : end == Expiry.NEVER ? NO_END : Reply.number(Math.max(0, words.applyAsLong(end))));
        });
    }

    /// When the value that GET would return ends, or the last element of a collection; [Lifetime#PLAIN] if nothing
    /// is shown.
    private long endOf(Key key, StoredObject object) {
        if (!supplies.isCollection(key, object)) {
            List<Sibling> visible = supplies.visible(key, object);
            return visible.isEmpty() ? Lifetime.PLAIN : object.endOf(visible.getFirst());
        }
        KeyType type = supplies.typeOf(key, object);
        long end = Lifetime.PLAIN;
        for (Sibling sibling : object.siblings()) {
            Element element = sibling.element();
            if (element != null && element.type() == type && !element.isRemoval()) {
                end = Math.max(end, object.endOf(sibling));
            }
        }
        return end;
    }

    /// A read, and a write behind it, which are answered together.
    private final class Both {

        private final Call call;
        private Reply reply = Replies.NULL;
        private boolean failed;
        private boolean showed;

        Both(Call call) {
            this.call = call;
        }

        private interface OfObject {
            Reply reply(StoredObject object);
        }

        void read(Outcome outcome, OfObject found) {
            if (outcome instanceof Outcome.Read(var object)) {
                reply = found.reply(object);
                showed = object.isAliveAt(ends.now());
            } else {
                failed = true;
                reply = Failures.of(outcome);
            }
        }

        /// The owner that coordinates may not have what the read has shown: then nothing was written.
        void written(Outcome outcome) {
            if (isAbsent(outcome) && showed) {
                call.answer(Failures.of(Failure.TRY_AGAIN));
            } else if (isAbsent(outcome)) {
                call.answer(reply);
            } else if (outcome instanceof Outcome.Written) {
                call.answer(failed ? Failures.ofSome() : reply);
            } else {
                call.answer(Failures.of(outcome));
            }
        }
    }
}
