package io.murmur.actor.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.Now;
import io.murmur.wire.message.Audience;
import io.murmur.wire.message.MessageKind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Where nodes live, by address; what they say travels as bytes. Thread-safe.
final class Street {

    static final List<String> NAMES = List.of("ant", "bee", "cat");

    private final Map<String, Consumer<Message>> houses = new ConcurrentHashMap<>();
    private volatile Predicate<Message> passes = _ -> true;

    static String addressOf(String name) {
        return name + ".example:7355";
    }

    static Addresses addresses() {
        return new Addresses(NAMES.stream().collect(Collectors.toMap(name -> name, Street::addressOf)));
    }

    static Now now() {
        return new Now(System.nanoTime(), System.currentTimeMillis());
    }

    void moveIn(String address, Consumer<Message> inhabitant) {
        houses.put(address, inhabitant);
    }

    void moveOut(String address) {
        houses.remove(address);
    }

    /// From now on only such messages arrive.
    void letPass(Predicate<Message> which) {
        passes = which;
    }

    void greet(String address, Message message) {
        MessageKind kind = MessageKind.of(message);
        assertEquals(Audience.ANYONE, kind.audience());
        BytesWriter out = new BytesWriter(256);
        kind.write(message, out);
        Consumer<Message> inhabitant = houses.get(address);
        if (inhabitant != null && passes.test(message)) {
            inhabitant.accept(kind.read(new BytesReader(out.toByteArray())));
        }
    }
}
