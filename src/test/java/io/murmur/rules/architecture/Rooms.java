package io.murmur.rules.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rooms of the program and the arrows between them: a row for each room, with the rooms it may see.
///
/// A new room is a new row. A room owns the packages below it, unless some of those are rooms themselves:
/// then each of them needs its row. Rows hold names below the root package, so the same table judges the
/// fixtures.
final class Rooms {

    private static final String ANY_CORE = "core.*";
    private static final String ANY_ACTOR = "actor.*";
    private static final String ANYTHING = "*";

    private static final Map<String, List<String>> ARROWS = new LinkedHashMap<>();

    static {
        room("core.bytes");
        room("core.machine", "core.bytes");
        room("core.ring", "core.bytes", "core.machine");
        room("core.version", "core.bytes", "core.machine");
        room("core.delay", "core.machine");
        room("core.merkle", "core.bytes", "core.machine");
        room("core.gossip", "core.bytes", "core.machine");
        room("core.commit", "core.bytes", "core.machine");
        room("core.paxos", "core.bytes", "core.machine");
        room("core.raft", "core.bytes", "core.machine");
        room("core.transfer", "core.bytes", "core.machine");
        room("core.formation", "core.bytes", "core.machine", "core.ring");
        room("core.membership", "core.bytes", "core.machine", "core.ring", "core.version", "core.formation");
        room("core.value", "core.bytes", "core.machine", "core.version");
        room("core.namespace", "core.bytes", "core.machine", "core.value");
        room(
                "core.replica",
                "core.namespace",
                "core.bytes",
                "core.machine",
                "core.ring",
                "core.version",
                "core.value",
                "core.merkle");
        room(
                "core.replicate",
                "core.bytes",
                "core.machine",
                "core.ring",
                "core.version",
                "core.value",
                "core.merkle",
                "core.delay",
                "core.namespace",
                "core.replica");
        room(
                "core.entropy",
                "core.bytes",
                "core.machine",
                "core.ring",
                "core.version",
                "core.value",
                "core.merkle",
                "core.namespace",
                "core.replica");

        room("core.cut", "core.bytes", "core.machine", "core.version", "core.value", "core.replica");

        room("storage", ANY_CORE);
        room("wire", ANY_CORE);
        room("actor", ANY_CORE, "wire");
        room("actor.membership", ANY_CORE, "wire", "storage", ANY_ACTOR);
        room("actor.transport", ANY_CORE, "wire", ANY_ACTOR);
        room("actor.gossip", ANY_CORE, "wire", ANY_ACTOR);
        room("actor.entropy", ANY_CORE, "wire", ANY_ACTOR);
        room("actor.replica", ANY_CORE, "wire", "storage", ANY_ACTOR);
        room("actor.coordinator", ANY_CORE, "wire", ANY_ACTOR);
        room("actor.consensus", ANY_CORE, "wire", ANY_ACTOR);

        room("resp", "core.bytes");
        room("door.redis", "resp", ANY_CORE, "actor.coordinator");
        room("door.http", ANY_CORE, "actor.coordinator");
        room("metrics", ANY_CORE, "actor.coordinator");
        room("client", "resp", "core.bytes", "core.machine", "core.ring");
        room("sim", ANY_CORE);
        room("node", ANYTHING);
        room("cli", ANYTHING, "node");
    }

    private final String root;

    Rooms(String root) {
        this.root = root;
    }

    private static void room(String name, String... seen) {
        ARROWS.put(name, Arrays.asList(seen));
    }

    boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
    }

    /// The room of a class, or null if it lives in none.
    @Nullable
    String roomOf(JavaClass type) {
        String name = type.getPackageName();
        while (name.startsWith(root + ".")) {
            String room = name.substring(root.length() + 1);
            if (ARROWS.containsKey(room)) {
                boolean below = !name.equals(type.getPackageName());
                return below && hasRoomsInside(room) ? null : room;
            }
            name = name.substring(0, name.lastIndexOf('.'));
        }
        return null;
    }

    /// Whether `type` lives in one of `rooms` or below: a name, or a prefix such as `core`.
    boolean isIn(JavaClass type, String... rooms) {
        return Arrays.stream(rooms).anyMatch(room -> isUnder(type.getPackageName(), root + "." + room));
    }

    /// Whether a class of room `from` may use `target`, a class of room `to`.
    boolean maySee(String from, String to, JavaClass target) {
        return from.equals(to)
                || ARROWS.getOrDefault(from, List.of()).stream().anyMatch(seen -> matches(seen, to, target));
    }

    private static boolean matches(String seen, String to, JavaClass target) {
        return switch (seen) {
            case ANYTHING -> !to.equals("node") && !to.equals("cli");
            case ANY_CORE -> to.startsWith("core.");
            case ANY_ACTOR -> to.equals("actor") || (to.startsWith("actor.") && isDialogue(target));
            default -> seen.equals(to);
        };
    }

    /// What actors may know of each other: what one can be told, and what it answers.
    private static boolean isDialogue(JavaClass target) {
        String name = target.getName();
        return name.contains("$Command") || name.contains("$Reply");
    }

    private static boolean hasRoomsInside(String room) {
        return ARROWS.keySet().stream().anyMatch(other -> other.startsWith(room + "."));
    }

    private static boolean isUnder(String packageName, String parent) {
        return packageName.equals(parent) || packageName.startsWith(parent + ".");
    }
}
