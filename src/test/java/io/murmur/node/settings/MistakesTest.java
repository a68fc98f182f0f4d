package io.murmur.node.settings;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import io.murmur.node.configuration.BadSettings;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kind of mistake is refused with key, value and what is allowed.
final class MistakesTest {

    /// One mistake.
    ///
    /// @param says parts of the only sentence it is answered with
    record Mistake(String change, List<String> says) {

        static Mistake of(String change, String... says) {
            return new Mistake(change, Arrays.asList(says));
        }
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(inNumbersUnitsAndWords(), inValuesThatDoNotFit(), inWhoIsWho(), inNamespaces(), inKeys())
                .flatMap(same -> same);
    }

    private static Stream<Mistake> inNumbersUnitsAndWords() {
        return Stream.of(
                Mistake.of("murmur.ports.redis = 70000", "murmur.ports.redis is 70000 (", "from 0 to 65535"),
                Mistake.of("murmur.ports.redis = \"many\"", "murmur.ports.redis is \"many\"", "a whole number"),
                Mistake.of("murmur.redis.threads = 1.5", "murmur.redis.threads is 1.5", "a whole number from 1 to 256"),
                Mistake.of("murmur.redis.threads = [1]", "murmur.redis.threads is [1]", "a whole number"),
                Mistake.of("murmur.redis.command-timeout = 5 MiB", "\"5 MiB\"", "from 1 ms to 10 minutes"),
                Mistake.of("murmur.redis.command-timeout = -1 s", "-1 s", "a duration from 1 ms"),
                Mistake.of("murmur.storage.cache = 5 s", "murmur.storage.cache is \"5 s\"", "a size from 8 MiB"),
                Mistake.of("murmur.storage.lanes = 0", "murmur.storage.lanes is 0", "from 1 to 64"),
                Mistake.of("murmur.log.format = xml", "murmur.log.format is \"xml\"", "one of text, json"),
                Mistake.of("murmur.log.level = null", "murmur.log.level is not set", "one of error, warn, info"));
    }

    private static Stream<Mistake> inValuesThatDoNotFit() {
        return Stream.of(
                Mistake.of("murmur.storage.memtables = 1 GiB", "murmur.storage.memtables is", "murmur.storage.cache"),
                Mistake.of("murmur.redis.pipeline.bytes-hard = 1 MiB", "murmur.redis.pipeline.bytes-hard is 1048576"),
                Mistake.of("murmur.transfer.outgoing.bytes-max = 1 MiB", "outgoing.bytes-max is", "bytes-per-peer-max"),
                Mistake.of("murmur.transfer.message-bytes-max = 2 KiB", "murmur.transfer.message-bytes-max is 2048"),
                Mistake.of("murmur.transfer.patience.silence-timeout = 1 s", "16 times", "resend-interval"),
                Mistake.of("murmur.membership.unreachable-after = 700 ms", "at least 3 times"),
                Mistake.of("murmur.coordinator.count = 17", "murmur.coordinator.count is 17", "15"),
                Mistake.of("murmur.coordinator.in-flight-max = 65537", "in-flight-max is 65537", "65536"),
                Mistake.of("murmur.formation.round-min = 6 s", "murmur.formation.round-max is"),
                Mistake.of(
                        "murmur.shutdown.drain = 10 s", "murmur.shutdown.limit is", "more than murmur.shutdown.drain"),
                Mistake.of("murmur.ports.http = 7379", "redis = 7379, http = 7379", "a port of its own"));
    }

    private static Stream<Mistake> inWhoIsWho() {
        return Stream.of(
                Mistake.of(
                        "murmur.node.name = null",
                        "murmur.node.name is not set",
                        "one of murmur.cluster.nodes: a, b, c"),
                Mistake.of("murmur.node.name = d", "murmur.node.name is \"d\"", "a, b, c"),
                Mistake.of("murmur.node.host = 10.0.0.9", "murmur.node.host is \"10.0.0.9\"", "10.0.0.2"),
                Mistake.of("murmur.node.data = null", "murmur.node.data is not set"),
                Mistake.of("murmur.node.bind = \"\"", "murmur.node.bind is \"\"", "127.0.0.1"),
                Mistake.of("murmur.ports.internal = 7356", "murmur.ports.internal is 7356", "7355"),
                Mistake.of("murmur.cluster.nodes = []", "murmur.cluster.nodes is []", "name=host:port"),
                Mistake.of("murmur.cluster.nodes = a", "murmur.cluster.nodes is \"a\"", "name=host:port"),
                Mistake.of("murmur.cluster.nodes += \"d\"", "has \"d\"", "name=host:port"),
                Mistake.of("murmur.cluster.nodes += \"d=10.0.0.4\"", "has \"d=10.0.0.4\""),
                Mistake.of("murmur.cluster.nodes += \"d=10.0.0.4:99999\"", "has \"d=10.0.0.4:99999\"", "65535"),
                Mistake.of("murmur.cluster.nodes += \"c=10.0.0.4:7355\"", "has c twice"),
                Mistake.of("murmur.cluster.nodes += \"d=10.0.0.3:7355\"", "two nodes at 10.0.0.3:7355"),
                Mistake.of("murmur.cluster.replicas = 4", "murmur.cluster.replicas is 4", "from 1 to 3"),
                Mistake.of("murmur.cluster.partitions = 100", "murmur.cluster.partitions is 100", "a power of two"),
                Mistake.of("murmur.cluster.dangerously-form-without = [d]", "dangerously-form-without is [d]"));
    }

    private static Stream<Mistake> inNamespaces() {
        return Stream.of(
                Mistake.of("murmur.namespaces.default.write-owners = 4", "default.write-owners is 4", "from 1 to 3"),
                Mistake.of("murmur.namespaces.x.read-owners = 0", "murmur.namespaces.x.read-owners is 0", "majority"),
                Mistake.of("murmur.namespaces.x.conflict = loud", "x.conflict is \"loud\"", "siblings, last-writer"),
                Mistake.of("murmur.namespaces.x.durability = no", "x.durability is \"no\"", "fsync, os"),
                Mistake.of(
                        "murmur.namespaces.\"a:b\" {}", "murmur.namespaces.\"a:b\"", "none of them a space, a colon"),
                Mistake.of("murmur.namespaces.x = 3", "murmur.namespaces.x is 3", "a block"));
    }

    private static Stream<Mistake> inKeys() {
        return Stream.of(
                Mistake.of(
                        "murmur.ports.reddis = 1", "murmur.ports.reddis is no key", "did you mean murmur.ports.redis?"),
                Mistake.of("murmur.node.replicas = 3", "did you mean murmur.cluster.replicas?"),
                Mistake.of(
                        "murmur.log.colour-of-the-sky = 1",
                        "murmur.log has the keys format, level, level-of-libraries"),
                Mistake.of("murmur.namespaces.x.wirte-owners = 1", "did you mean", "write-owners?"),
                Mistake.of("murmur.redis = 7379", "murmur.redis is 7379", "a block { } with the keys arguments-max"),
                Mistake.of("murmur.ports.redis { port = 1 }", "murmur.ports.redis is {\"port\":1}", "not a block"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void refusesItWithOneSentence(Mistake mistake) {
        List<String> problems = Configurations.problemsOf(
                mistake.change.contains("+=")
                        ? mistake.change.replace(
                                        "+= ", "= [\"a=10.0.0.1:7355\", \"b=10.0.0.2:7355\", \"c=10.0.0.3:7355\", ")
                                + "]"
                        : mistake.change);
        assertEquals(1, problems.size(), problems::toString);
        assertAll(mistake.says.stream()
                .map(part -> () -> assertTrue(problems.getFirst().contains(part), problems.getFirst())));
    }

    @Test
    void listsAllMistakes() {
        List<String> problems = Configurations.problemsOf("""
            murmur {
              ports { redis = x, http = -1 }
              storage.cache = 1
              redis { threads = 0, stall-timeout = 1 year, pipeline.bytes-soft = 1 }
              namespaces.y.durability = paper
              cluster { nodes = [oops], partitions = none }
              unknown = 1
            }
            """);
        for (String key : List.of(
                "murmur.ports.redis",
                "murmur.ports.http",
                "murmur.storage.cache",
                "murmur.redis.threads",
                "murmur.redis.stall-timeout",
                "murmur.redis.pipeline.bytes-soft",
                "murmur.namespaces.y.durability",
                "murmur.cluster.nodes",
                "murmur.cluster.partitions",
                "murmur.unknown")) {
            assertEquals(
                    1,
                    problems.stream().filter(said -> said.startsWith(key + " ")).count(),
                    key + problems);
        }
    }

    @Test
    void refusesAConfigurationThatIsNoBlock() {
        BadSettings bad =
                assertThrows(BadSettings.class, () -> NodeSettings.read(ConfigFactory.parseString("murmur = 3")));
        assertTrue(bad.getMessage().contains("murmur { ... }"), bad.getMessage());
    }

    @Test
    void anEmptyConfigurationIsToldWhatIsRequired() {
        BadSettings bad = assertThrows(BadSettings.class, () -> NodeSettings.read(ConfigFactory.empty()));
        assertTrue(bad.getMessage().contains("murmur.node.name is not set"), bad.getMessage());
        assertTrue(bad.getMessage().contains("murmur.node.data is not set"), bad.getMessage());
        assertTrue(bad.getMessage().contains("murmur.cluster.nodes is []"), bad.getMessage());
    }
}
