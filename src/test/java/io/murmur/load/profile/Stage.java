package io.murmur.load.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The stages that CPU time is charged to (`design`, CPU budget), and which packages or threads belong to each.
enum Stage {
    DOOR("door"),
    COORDINATOR("coordinator"),
    REPLICA("replica"),
    STORAGE("storage"),
    FRAMES("frames"),
    PEKKO("pekko"),
    NETTY("netty"),
    MURMUR("other of Murmur"),
    GC("gc"),
    COMPILER("compiler"),
    RECORDER("recorder"),
    OTHER("other");

    private final String title;

    Stage(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /// First letters of the names of classes.
    private List<String> packages() {
        return switch (this) {
            case DOOR -> List.of("io.murmur.door.", "io.murmur.resp.");
            case COORDINATOR -> List.of("io.murmur.actor.coordinator.", "io.murmur.core.replicate.");
            case REPLICA -> List.of("io.murmur.actor.replica.", "io.murmur.core.replica.", "io.murmur.core.value.");
            case STORAGE -> List.of("io.murmur.storage.", "org.rocksdb.");
            case FRAMES -> List.of("io.murmur.wire.", "org.apache.pekko.remote.", "io.aeron.");
            case PEKKO -> List.of("org.apache.pekko.");
            case NETTY -> List.of("io.netty.");
            case MURMUR -> List.of("io.murmur.");
            case RECORDER -> List.of("jdk.jfr.");
            case GC, COMPILER, OTHER -> List.of();
        };
    }

    /// First letters of the names of threads.
    private List<String> threads() {
        return switch (this) {
            case STORAGE -> List.of("rocksdb:");
            case GC -> List.of("GC ", "G1 ", "VM Thread", "VM Periodic");
            case COMPILER -> List.of("C1 ", "C2 ");
            case RECORDER -> List.of("JFR ");
            case DOOR, COORDINATOR, REPLICA, FRAMES, PEKKO, NETTY, MURMUR, OTHER -> List.of();
        };
    }

    /// The stage of a stack: that of its topmost class that belongs to any. What the JDK and libraries do is
    /// charged to who called them.
    static Stage ofStack(List<String> classesFromTop) {
        for (String name : classesFromTop) {
            for (Stage stage : values()) {
                if (stage.packages().stream().anyMatch(name::startsWith)) {
                    return stage;
                }
            }
        }
        return OTHER;
    }

    /// The stage that all time of a thread belongs to, or null if its stacks must tell.
    static @Nullable Stage ofThread(String name) {
        for (Stage stage : values()) {
            if (stage.threads().stream().anyMatch(name::startsWith)) {
                return stage;
            }
        }
        return null;
    }
}
