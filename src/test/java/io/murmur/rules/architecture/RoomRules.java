package io.murmur.rules.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.murmur.rules.architecture.Judgement.classesShould;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/// Rooms, arrows between them, and which foreign library may be seen from where.
final class RoomRules {

    private static final List<String> SHUNNED_BY_ALL = List.of(
            "org.apache.pekko.cluster.sharding",
            "org.apache.pekko.cluster.singleton",
            "org.apache.pekko.cluster.pubsub",
            "org.apache.pekko.cluster.ddata",
            "org.apache.pekko.cluster.sbr",
            "org.apache.pekko.cluster.typed.ClusterSingleton",
            "org.apache.pekko.actor.typed.receptionist");

    private RoomRules() {}

    static ArchRule everyClassHasARoom(String root) {
        Rooms rooms = new Rooms(root);
        return classesShould(
                "live in a room that has a row in io.murmur.rules.architecture.Rooms",
                type -> rooms.roomOf(type) != null || isDescriptionOf(root, type)
                        ? Stream.of()
                        : Stream.of(type.getName() + " lives in no room"));
    }

    static ArchRule roomsSeeOnlyTheirNeighbours(String root) {
        Rooms rooms = new Rooms(root);
        return classesShould(
                "see only what their row in io.murmur.rules.architecture.Rooms names",
                type -> type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> !isAllowed(rooms, type, dependency.getTargetClass()))
                        .map(Dependency::getDescription));
    }

    static ArchRule roomsFormNoCycle(String root) {
        return slices().matching(root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
    }

    static ArchRule rocksDbStaysInStorage(String root) {
        return libraryStaysIn(root, "org.rocksdb", "storage");
    }

    static ArchRule nettyStaysAtTheRedisDoorAndInTheClient(String root) {
        return libraryStaysIn(root, "io.netty", "door.redis", "client");
    }

    static ArchRule pekkoHttpStaysAtItsDoor(String root) {
        return libraryStaysIn(root, "org.apache.pekko.http", "door.http");
    }

    static ArchRule micrometerStaysInItsRoom(String root) {
        return libraryStaysIn(root, "io.micrometer", "metrics");
    }

    static ArchRule picocliStaysInTheCommandLine(String root) {
        return libraryStaysIn(root, "picocli", "cli");
    }

    static ArchRule theClientKnowsNoPekko(String root) {
        Rooms rooms = new Rooms(root);
        return classesShould(
                "not see Pekko from the client",
                type -> rooms.isIn(type, "client") ? seen(type, "org.apache.pekko") : Stream.of());
    }

    static ArchRule nobodyUsesClusterToolsThatDownNodes(String root) {
        Rooms rooms = new Rooms(root);
        return classesShould(
                "not use what needs convergence or downing of the Pekko cluster",
                type -> rooms.isOurs(type)
                        ? SHUNNED_BY_ALL.stream().flatMap(library -> seen(type, library))
                        : Stream.of());
    }

    private static ArchRule libraryStaysIn(String root, String library, String... homes) {
        Rooms rooms = new Rooms(root);
        return classesShould(
                "see " + library + " only in " + String.join(", ", homes),
                type -> rooms.isIn(type, homes) ? Stream.of() : seen(type, library));
    }

    private static Stream<String> seen(JavaClass type, String library) {
        return type.getDirectDependenciesFromSelf().stream()
                .filter(dependency -> dependency
                        .getTargetClass()
                        .getBaseComponentType()
                        .getName()
                        .startsWith(library))
                .map(Dependency::getDescription);
    }

    private static boolean isAllowed(Rooms rooms, JavaClass from, JavaClass to) {
        String fromRoom = rooms.roomOf(from);
        String toRoom = rooms.roomOf(to.getBaseComponentType());
        return fromRoom == null || toRoom == null || rooms.maySee(fromRoom, toRoom, to.getBaseComponentType());
    }

    /// The root package holds its description and nothing else.
    private static boolean isDescriptionOf(String root, JavaClass type) {
        return type.getName().equals(root + ".package-info");
    }
}
