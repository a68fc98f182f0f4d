package io.murmur.node.transport;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;

/// Ends connections of this process that belong to others' code, which offers no way to do it: by the descriptor
/// of their socket (`shutdown`(2)). Whoever reads or writes one sees that it has ended, and closes it.
final class OwnSockets {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final int BOTH_DIRECTIONS = 2;

    private OwnSockets() {}

    /// Ends those of this process's sockets that have one of these inodes.
    ///
    /// @return how many there were
    static int shutDown(Set<String> inodes) throws IOException {
        int found = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                // Looked at and ended at once: the number may be another socket's a moment later.
                if (inodes.contains(inode(descriptor)) && shutDown(descriptor)) {
                    found++;
                }
            }
        }
        return found;
    }

    /// Empty for what is no socket.
    private static String inode(Path descriptor) throws IOException {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("socket:[") ? target.substring("socket:[".length(), target.length() - 1) : "";
        } catch (NoSuchFileException closed) {
            return "";
        }
    }

    private static boolean shutDown(Path descriptor) {
        try {
            int failed = (int) Native.SHUTDOWN.invokeExact(
                    Integer.parseInt(descriptor.getFileName().toString()), BOTH_DIRECTIONS);
            return failed == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("shutdown(2) cannot be called", e);
        }
    }

    /// Looked up when it is first needed, which is never where all goes well.
    private static final class Native {
        // bin/murmur allows it (--enable-native-access).
        @SuppressWarnings("restricted")
        private static final MethodHandle SHUTDOWN = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().findOrThrow("shutdown"),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }
}
