package io.murmur.node.settings;

import io.murmur.actor.coordinator.Coordinators;
import io.murmur.core.entropy.ExchangeSettings;
import io.murmur.core.entropy.scrub.ScrubSettings;
import io.murmur.core.formation.FormationLimits;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.membership.MembershipLimits;
import io.murmur.core.replica.ReplicaLimits;
import io.murmur.core.replicate.CoordinatorSettings;
import io.murmur.core.replicate.ReplicationLimits;
import io.murmur.door.http.HttpDoorSettings;
import io.murmur.node.configuration.Readings;
import io.murmur.storage.rocks.StorageSettings;
import io.murmur.wire.FrameLimits;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the blocks whose values are numbers, each on its own.
final class LimitReader {

    static final int LANES_MAX = 64;

    private static final int KIB = 1 << 10;
    private static final long MIB = 1L << 20;
    private static final long TIB = 1L << 40;
    private static final int SECOND = 1_000;
    private static final int MINUTE = 60 * SECOND;
    private static final int HOUR = 60 * MINUTE;
    private static final int MILLION = 1_000_000;
    private static final Map<String, LogSettings.Format> FORMATS = formats();
    private static final Map<String, LogSettings.Level> LEVELS = levels();

    private final Readings all;

    /// Reads below `murmur`.
    LimitReader(Readings all) {
        this.all = all;
    }

    StorageSettings storage() {
        Readings storage = all.at("storage");
        long cache = storage.size("cache", 8 * MIB, TIB);
        long memtables = storage.size("memtables", 4 * MIB, TIB);
        if (memtables > cache) {
            storage.refuse("memtables", "at most murmur.storage.cache, of which it is a part");
        }
        return new StorageSettings(
                cache,
                memtables,
                storage.size("log-max", 16 * MIB, TIB),
                storage.size("reserve", MIB, TIB),
                storage.whole("queue-max", 16, 1 << 20));
    }

    /// Null if there is no address to bind.
    @Nullable
    HttpDoorSettings http(NodePlace place) {
        Readings http = all.at("http");
        int connectionsMax = http.whole("connections-max", 1, 65_535);
        long idle = http.millis("idle-timeout", SECOND, HOUR);
        return place.bindHost().isEmpty()
                ? null
                : new HttpDoorSettings(place.bindHost(), place.httpPort(), connectionsMax, idle);
    }

    int lanes() {
        return all.at("storage").whole("lanes", 1, LANES_MAX);
    }

    ReplicaActorSettings replicaActors() {
        Readings replica = all.at("replica");
        return new ReplicaActorSettings(
                replica.whole("readers", 1, LANES_MAX),
                replica.whole("waiting-max", 16, 1 << 20),
                replica.whole("snapshot-every", 10, MILLION));
    }

    MembershipSettings membership() {
        Readings membership = all.at("membership");
        long hello = membership.millis("hello-interval", 10, MINUTE);
        long unreachable = membership.millis("unreachable-after", 100, 10 * MINUTE);
        if (unreachable < MembershipLimits.HELLOS_PER_SILENCE_MIN * hello) {
            membership.refuse(
                    "unreachable-after",
                    "at least " + MembershipLimits.HELLOS_PER_SILENCE_MIN + " times murmur.membership.hello-interval");
        }
        return new MembershipSettings(
                hello,
                unreachable,
                membership.millis("clock-guard", 1, HOUR),
                all.at("gossip").millis("interval", 10, HOUR));
    }

    ReplicaLimits replica(MembershipSettings membership) {
        Readings replica = all.at("replica");
        return new ReplicaLimits(
                replica.whole("lease-size", 16, MILLION),
                replica.whole("operation-window", 1, 1 << 16),
                replica.whole("siblings-max", 1, 1_000),
                membership.clockGuardMillis(),
                replica.whole("elements-max", 1, 10_000));
    }

    CoordinatorSettings coordinator() {
        Readings coordinator = all.at("coordinator");
        ReplicationLimits limits = new ReplicationLimits(
                coordinator.whole("in-flight-max", 1, ReplicationLimits.IN_FLIGHT_MAX),
                coordinator.millis("tick", 1, SECOND),
                coordinator.millis("resend-after", 1, MINUTE),
                coordinator.millis("hedge-after", 1, MINUTE),
                (int) coordinator.size("whole-object-max", 0, 128 * KIB),
                coordinator.whole("void-attempts-max", 1, 100_000));
        return new CoordinatorSettings(limits, Safeguards.ALL);
    }

    int coordinators() {
        return all.at("coordinator").whole("count", 1, Coordinators.COUNT_MAX);
    }

    ExchangeSettings exchange() {
        Readings exchange = all.at("exchange");
        ExchangeSettings usual = ExchangeSettings.DEFAULT;
        return new ExchangeSettings(
                exchange.millis("interval", 10, HOUR),
                exchange.millis("settle", 0, MINUTE),
                exchange.millis("ask-again-after", 10, MINUTE),
                exchange.whole("asks-max", 1, 100),
                (int) exchange.size("page", KIB, MIB),
                exchange.size("bytes-per-second", KIB, TIB),
                exchange.millis("compare-all-after", SECOND, 24 * HOUR),
                usual.partitionsMax(),
                usual.segmentsMax(),
                Safeguards.ALL);
    }

    ScrubSettings scrub() {
        Readings scrub = all.at("scrub");
        ScrubSettings usual = ScrubSettings.DEFAULT;
        return new ScrubSettings(
                scrub.millis("every", MINUTE, 365L * 24 * HOUR),
                scrub.size("bytes-per-second", KIB, TIB),
                usual.pageBytes());
    }

    FrameLimits frames() {
        Readings frames = all.at("frames");
        return new FrameLimits((int) frames.size("bytes-max", KIB, 4 * MIB), frames.whole("messages-max", 1, 1 << 16));
    }

    FormationLimits formation() {
        Readings formation = all.at("formation");
        long min = formation.millis("round-min", 10, 10 * MINUTE);
        long max = formation.millis("round-max", 10, 10 * MINUTE);
        if (max < min) {
            formation.refuse("round-max", "at least murmur.formation.round-min");
        }
        return new FormationLimits(Math.min(min, max), max);
    }

    LogSettings log() {
        Readings log = all.at("log");
        return new LogSettings(
                log.choice("format", FORMATS), log.choice("level", LEVELS), log.choice("level-of-libraries", LEVELS));
    }

    ShutdownSettings shutdown() {
        Readings shutdown = all.at("shutdown");
        long drain = shutdown.millis("drain", 0, 10 * MINUTE);
        long limit = shutdown.millis("limit", SECOND, HOUR);
        if (limit <= drain) {
            shutdown.refuse("limit", "more than murmur.shutdown.drain, which is a part of it");
        }
        return new ShutdownSettings(drain, limit);
    }

    private static Map<String, LogSettings.Format> formats() {
        Map<String, LogSettings.Format> words = new LinkedHashMap<>();
        words.put("text", LogSettings.Format.TEXT);
        words.put("json", LogSettings.Format.JSON);
        return words;
    }

    private static Map<String, LogSettings.Level> levels() {
        Map<String, LogSettings.Level> words = new LinkedHashMap<>();
        words.put("error", LogSettings.Level.ERROR);
        words.put("warn", LogSettings.Level.WARN);
        words.put("info", LogSettings.Level.INFO);
        words.put("debug", LogSettings.Level.DEBUG);
        words.put("trace", LogSettings.Level.TRACE);
        return words;
    }
}
