package io.murmur.door.redis.collection;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Value;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.door.redis.command.Call;
import io.murmur.door.redis.data.Arguments;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Commands on several sets: each is read by itself, whatever its slot, so what they answer is no snapshot.
final class SetAlgebra {

    private final ElementAccess sets;

    SetAlgebra(ElementAccess sets) {
        this.sets = sets;
    }

    void intersection(Call call) {
        readAll(call, 1, call.request().size(), all -> unordered(common(all)));
    }

    void union(Call call) {
        readAll(call, 1, call.request().size(), all -> {
            TreeSet<Value> members = new TreeSet<>();
            all.forEach(members::addAll);
            return unordered(members);
        });
    }

    void difference(Call call) {
        readAll(call, 1, call.request().size(), all -> {
            TreeSet<Value> members = new TreeSet<>(all.getFirst());
            all.subList(1, all.size()).forEach(other -> other.forEach(members::remove));
            return unordered(members);
        });
    }

    void intersectionSize(Call call) {
        Request request = call.request();
        long keys = request.number(1);
        if (keys <= 0) {
            throw new MalformedBytes("numkeys should be greater than 0");
        }
        if (keys > request.size() - 2) {
            throw new MalformedBytes("Number of keys can't be greater than number of args");
        }
        int end = (int) keys + 2;
        long limit = limitAt(request, end);
        readAll(call, 2, end, all -> {
            long size = common(all).size();
            return Reply.number(limit == 0 ? size : Math.min(limit, size));
        });
    }

    /// 0 if there is none.
    private static long limitAt(Request request, int at) {
        if (request.size() == at) {
            return 0;
        }
        if (request.size() != at + 2 || !request.is(at, "LIMIT")) {
            throw Arguments.syntaxError();
        }
        long limit = request.number(at + 1);
        if (limit < 0) {
            throw new MalformedBytes("LIMIT can't be negative");
        }
        return limit;
    }

    private static SortedSet<Value> common(List<SortedSet<Value>> all) {
        TreeSet<Value> members = new TreeSet<>(all.getFirst());
        all.subList(1, all.size()).forEach(other -> members.removeIf(member -> !other.contains(member)));
        return members;
    }

    private static Reply unordered(Collection<Value> members) {
        return new Reply.Unordered(ElementReplies.bulks(members));
    }

    private void readAll(Call call, int from, int to, Function<List<SortedSet<Value>>, Reply> answer) {
        Gathering gathering = new Gathering(call, to - from, answer);
        Key[] keys = new Key[to - from];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = sets.key(call.request(), from + i);
        }
        for (int i = 0; i < keys.length; i++) {
            int index = i;
            call.submit(new ClientOperation.Get(keys[i], 0), outcome -> gathering.add(index, keys[index], outcome));
        }
    }

    /// Collects the members of the sets of one command until all have come, or says why not all could.
    private final class Gathering {

        private final Call call;
        private final List<SortedSet<Value>> members;
        private final Function<List<SortedSet<Value>>, Reply> answer;
        private @Nullable Outcome failed;
        private int waiting;

        Gathering(Call call, int count, Function<List<SortedSet<Value>>, Reply> answer) {
            this.call = call;
            this.members = new ArrayList<>(Collections.nCopies(count, new TreeSet<>()));
            this.answer = answer;
            this.waiting = count;
        }

        void add(int index, Key key, Outcome outcome) {
            ShownElements shown = sets.shown(key, outcome);
            if (shown != null) {
                members.set(index, new TreeSet<>(shown.all().keySet()));
            } else if (failed == null) {
                failed = outcome;
            }
            waiting--;
            if (waiting == 0) {
                call.answer(failed == null ? answer.apply(members) : ElementAccess.failureOf(failed));
            }
        }
    }
}
