package io.murmur.door.redis.scores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Value;
import io.murmur.core.value.Element;
import io.murmur.core.value.KeyType;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is a score, what is none, and that it comes back as it was stored.
class ScoreTest {

    private static double parse(String text) {
        return Score.parse(text.getBytes(StandardCharsets.UTF_8), "no score");
    }

    private static Sibling member(Value value) {
        Dot dot = new Dot(new ActorId(new NodeId(1), 1), 1);
        Element element = new Element(KeyType.SORTED_SET, Value.of("m"));
        return new Sibling(dot, 0, new OperationId(1, 1), value, null, element);
    }

    @Test
    void readsNumbersAsRedisDoes() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("1", 1.0);
        numbers.put("-3.25", -3.25);
        numbers.put("+7", 7.0);
        numbers.put(".5", 0.5);
        numbers.put("5.", 5.0);
        numbers.put("1e3", 1000.0);
        numbers.put("1E-3", 0.001);
        numbers.put("0e-999", 0.0);
        numbers.put("inf", Double.POSITIVE_INFINITY);
        numbers.put("+inf", Double.POSITIVE_INFINITY);
        numbers.put("-INF", Double.NEGATIVE_INFINITY);
        numbers.put("Infinity", Double.POSITIVE_INFINITY);
        numbers.forEach((text, number) -> assertEquals(number, parse(text), text));
    }

    @Test
    void refusesWhatIsNoNumber() {
        for (String text : List.of(
                "",
                " 1",
                "1 ",
                "one",
                "nan",
                "-nan",
                "1d",
                "1f",
                "1e",
                "--1",
                "1e999",
                "-1e999",
                "1e-999",
                "1_0",
                "(1",
                "NaN",
                "1e99999999999",
                "9".repeat(401))) {
            var fault = assertThrows(MalformedBytes.class, () -> parse(text), text);
            assertEquals("no score", fault.getMessage());
        }
    }

    @Test
    void storesEqualScoresAsEqualBytes() {
        assertEquals(Score.encode(parse("0")), Score.encode(parse("-0.0")));
        assertEquals(Value.ofOwned(new byte[] {0x3F, (byte) 0xF0, 0, 0, 0, 0, 0, 0}), Score.encode(1));
        for (double score : new double[] {0, 1, -1, 0.1, 1e300, Double.MIN_VALUE, Double.NEGATIVE_INFINITY}) {
            assertEquals(score, Score.of(member(Score.encode(score))));
        }
    }

    @Test
    void refusesAStoredValueThatIsNoScore() {
        assertThrows(MalformedBytes.class, () -> Score.of(member(Value.of("short"))));
    }

    @Test
    void ordersByScoreThenByMember() {
        List<Ranked> ordered = List.of(
                new Ranked(Value.of("z"), Double.NEGATIVE_INFINITY),
                new Ranked(Value.of("a"), 0),
                new Ranked(Value.of("b"), 0),
                new Ranked(Value.of("A"), 0.5));
        assertEquals(ordered, ordered.reversed().stream().sorted().toList());
    }
}
