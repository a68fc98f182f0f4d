package io.murmur.load.history;

import io.murmur.load.target.Caller;
import io.murmur.load.target.RespClient;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One client's connection to one node: carries out operations and says how they ended. For one thread.
public final class Dialogue implements AutoCloseable {

    private final Caller caller;
    private final int node;
    private final Values values;
    private final Map<String, Integer> errors = new TreeMap<>();

    /// Connects with the first operation.
    public Dialogue(Caller caller, int node, Values values) {
        this.caller = caller;
        this.node = node;
        this.values = values;
    }

    /// Carries out one operation, connecting first if need be.
    ///
    /// @param value for a SET
    public Event perform(Event.Kind kind, int key, long value) {
        long beginNanos = System.nanoTime();
        if (!caller.connect()) {
            return new Event(kind, key, value, beginNanos, System.nanoTime(), Event.Outcome.REFUSED, node);
        }
        long seen = value;
        Event.Outcome outcome = Event.Outcome.ACKNOWLEDGED;
        try {
            @Nullable String answer = caller.call(words(kind, key, value));
            seen = kind == Event.Kind.READ ? Values.number(answer) : value;
        } catch (RespClient.RefusedException e) {
            errors.merge(firstWord(e), 1, Integer::sum);
            outcome = e.isFinal() ? Event.Outcome.REFUSED : Event.Outcome.UNKNOWN;
        } catch (IOException e) {
            errors.merge("no answer", 1, Integer::sum);
            outcome = Event.Outcome.UNKNOWN;
        }
        return new Event(kind, key, seen, beginNanos, System.nanoTime(), outcome, node);
    }

    private static String firstWord(RespClient.RefusedException error) {
        return String.valueOf(error.getMessage()).split(" ", 2)[0];
    }

    /// How often which error came, by its first word.
    Map<String, Integer> errors() {
        return errors;
    }

    private String[] words(Event.Kind kind, int key, long value) {
        return switch (kind) {
            case SET -> new String[] {"SET", values.key(key), values.text(value)};
            case DELETE -> new String[] {"DEL", values.key(key)};
            case READ -> new String[] {"GET", values.key(key)};
        };
    }

    @Override
    public void close() {
        caller.close();
    }
}
