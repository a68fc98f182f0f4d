package io.murmur.node.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.formation.FormationLimits;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.namespace.Namespace;
import io.murmur.core.namespace.Protocol;
import io.murmur.core.namespace.ReadRepair;
import io.murmur.core.replica.ReplicaLimits;
import io.murmur.core.replicate.CoordinatorSettings;
import io.murmur.core.replicate.ReplicationLimits;
import io.murmur.core.transfer.TransferLimits;
import io.murmur.core.value.ConflictRule;
import io.murmur.door.http.HttpDoorSettings;
import io.murmur.door.redis.RedisDoorSettings;
import io.murmur.storage.rocks.StorageSettings;
import io.murmur.wire.FrameLimits;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a good configuration means.
final class NodeSettingsTest {

    @Test
    void aShortConfigurationIsEnough() throws Exception {
        NodeSettings settings = Configurations.read("");
        assertEquals(
                new NodePlace(
                        new NodeAddress("b", "10.0.0.2", 7355),
                        "127.0.0.1",
                        7379,
                        7380,
                        Path.of("data/b").toAbsolutePath()),
                settings.place());
        assertEquals(List.of("a", "b", "c"), settings.cluster().terms().nodes());
        assertEquals(3, settings.cluster().terms().replicas());
        assertEquals(256, settings.cluster().terms().partitions());
        assertEquals("10.0.0.3:7355", settings.cluster().addressOf("c").target());
        assertEquals(List.of(), settings.warnings());
    }

    @Test
    void theReferenceSaysWhatTheRoomsCallTheirDefaults() throws Exception {
        NodeSettings settings = Configurations.read("murmur.ports.redis = 0");
        assertEquals(RedisDoorSettings.loopback(), settings.redis());
        assertEquals(StorageSettings.DEFAULT, settings.storage());
        assertEquals(ReplicaLimits.DEFAULT, settings.replica());
        assertEquals(new CoordinatorSettings(ReplicationLimits.DEFAULT, Safeguards.ALL), settings.coordinator());
        assertEquals(FrameLimits.DEFAULT, settings.frames());
        assertEquals(new FormationLimits(200, 5_000), settings.formation());
        assertEquals(new MembershipSettings(250, 1_500, 500, 1_000), settings.membership());
        assertEquals(new ShutdownSettings(5_000, 9_000), settings.shutdown());
        assertEquals(
                new LogSettings(LogSettings.Format.TEXT, LogSettings.Level.INFO, LogSettings.Level.WARN),
                settings.log());
        assertEquals(1, settings.lanes());
        assertEquals(new ReplicaActorSettings(2, 16_384, 5_000), settings.replicaActors());
        assertEquals(new HttpDoorSettings("127.0.0.1", 7380), settings.http());
        assertEquals(TransferLimits.DEFAULT, settings.transfer());
        assertEquals(1, settings.coordinators());
    }

    @Test
    void unitsAreThoseOfHocon() throws Exception {
        NodeSettings settings = Configurations.read("""
            murmur { storage.cache = 1 GiB, redis.command-timeout = 2 minutes, membership.hello-interval = 100 }
            """);
        assertEquals(1L << 30, settings.storage().cacheBytes());
        assertEquals(120_000, settings.redis().commandTimeoutMillis());
        assertEquals(100, settings.membership().helloMillis());
    }

    @Test
    void theClockGuardIsOneNumber() throws Exception {
        NodeSettings settings = Configurations.read("murmur.membership.clock-guard = 2 s");
        assertEquals(2_000, settings.membership().clockGuardMillis());
        assertEquals(2_000, settings.replica().clockGuardMillis());
    }

    @Test
    void aMajorityFollowsTheReplicas() throws Exception {
        Namespace namespace =
                Configurations.read("murmur.cluster.replicas = 1").namespaces().fallback();
        assertEquals(1, namespace.writeOwners());
        assertEquals(1, namespace.readOwners());
    }

    @Test
    void aNamedNamespaceHasFromTheDefaultWhatItLeavesOut() throws Exception {
        NodeSettings settings = Configurations.read("""
            murmur.namespaces {
              default { durability = os, read-owners = 3 }
              sessions { conflict = last-writer, read-owners = majority }
              "web.pages" { durability = fsync }
            }
            """);
        assertEquals(
                new Namespace(
                        "default", 2, 3, ConflictRule.SIBLINGS, false, Protocol.ACTIVE, ReadRepair.BLOCKING, false),
                settings.namespaces().of(key("x:1")));
        assertEquals(
                new Namespace(
                        "sessions", 2, 2, ConflictRule.LAST_WRITER, false, Protocol.ACTIVE, ReadRepair.BLOCKING, false),
                settings.namespaces().of(key("sessions:1")));
        assertEquals(
                new Namespace(
                        "web.pages", 2, 3, ConflictRule.SIBLINGS, true, Protocol.ACTIVE, ReadRepair.BLOCKING, false),
                settings.namespaces().of(key("web.pages:1")));
    }

    @Test
    void aPassiveNamespaceHasOneWriteOwner() throws Exception {
        String passive = "murmur.namespaces.cache { protocol = passive, write-owners = 1, read-owners = 1 }";
        assertEquals(
                new Namespace("cache", 1, 1, ConflictRule.SIBLINGS, true, Protocol.PASSIVE, ReadRepair.BLOCKING, false),
                Configurations.read(passive).namespaces().of(key("cache:1")));
        String problems = String.join("\n", Configurations.problemsOf("murmur.namespaces.cache.protocol = passive"));
        assertTrue(problems.contains("murmur.namespaces.cache.write-owners is 2"), problems);
        assertTrue(problems.contains("must be 1"), problems);
    }

    @Test
    void aNamespaceSaysWhatReadsRepairAndWhoMayStandIn() throws Exception {
        String carts = "murmur.namespaces.carts { read-repair = async, sloppy = on, conflict = last-writer }";
        assertEquals(
                new Namespace("carts", 2, 2, ConflictRule.LAST_WRITER, true, Protocol.ACTIVE, ReadRepair.ASYNC, true),
                Configurations.read(carts).namespaces().of(key("carts:1")));
        assertTrue(canonical(carts).contains(",read-repair=async,sloppy=on}"));
        String problems = String.join("\n", Configurations.problemsOf("murmur.namespaces.carts.sloppy = maybe"));
        assertTrue(problems.contains("murmur.namespaces.carts.sloppy"), problems);
        assertTrue(problems.contains("on"), problems);
    }

    /// Or volumes that were formed before there was a choice would be refused.
    @Test
    void termsNameTheProtocolOnlyWhereItIsAnother() throws Exception {
        assertEquals(canonical(""), canonical("murmur.namespaces.default.protocol = active"));
        assertTrue(canonical("murmur.namespaces.a { protocol = passive, write-owners = 1 }")
                .contains(",protocol=passive}"));
    }

    @Test
    void theTermsAreTheSameHoweverNamespacesAreWritten() throws Exception {
        String one = canonical("murmur.namespaces { a { durability = os }, b { write-owners = 2 } }");
        String other = canonical("murmur.namespaces { b {}, a { durability = os, conflict = siblings } }");
        assertEquals(one, other);
        assertTrue(one.startsWith("default{write-owners=2,"), one);
        assertNotEquals(one, canonical("murmur.namespaces { a { durability = os }, b { write-owners = 3 } }"));
    }

    @Test
    void theTermsAreTheSameInWhateverOrderNodesStand() throws Exception {
        assertEquals(
                Configurations.read("").cluster(),
                Configurations.read("murmur.cluster.nodes = [\"c=10.0.0.3:7355\", \"b=10.0.0.2:7355\","
                                + " \"a=10.0.0.1:7355\"]")
                        .cluster());
    }

    @Test
    void warnsOfLevelsThatGiveUpAGuarantee() throws Exception {
        List<String> warnings = Configurations.read("""
            murmur.namespaces { cache { write-owners = 1, read-owners = 1 }, log { write-owners = 1, read-owners = 3 } }
            """).warnings();
        assertEquals(4, warnings.size(), warnings::toString);
        assertTrue(warnings.getFirst().startsWith("murmur.namespaces.cache: a read may miss a write"));
        assertTrue(warnings.getFirst().endsWith("(replicas 3, write-owners 1, read-owners 1)"), warnings.getFirst());
        assertTrue(warnings.get(1).startsWith("murmur.namespaces.cache: a plain SET or DEL may fail"));
        assertTrue(warnings.get(2).startsWith("murmur.namespaces.cache: a later read may show"));
        assertTrue(warnings.get(3).startsWith("murmur.namespaces.log: a plain SET or DEL may fail"));
    }

    @Test
    void formsWithoutDeclaredNodesWhenToldTo() throws Exception {
        NodeSettings settings = Configurations.read("murmur.cluster { dangerously-form-without = [a], replicas = 2 }");
        assertEquals(List.of("b", "c"), settings.cluster().terms().members());
    }

    private static String canonical(String change) throws Exception {
        return Configurations.read(change).cluster().terms().settings();
    }

    private static Key key(String text) {
        return Key.of(text);
    }
}
