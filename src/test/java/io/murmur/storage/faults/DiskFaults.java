package io.murmur.storage.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/// Makes the disk fail for one process, whenever a test says so.
public final class DiskFaults {

    private final Path library;
    private final Path control;

    /// @param folder for the library and its control file
    public DiskFaults(Path folder) throws IOException, InterruptedException {
        this.library = Interposer.compile(folder, "diskfault");
        this.control = folder.resolve("control");
        clear();
    }

    /// What a process needs in its environment to feel the faults.
    public Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "DISK_FAULT", control.toString());
    }

    /// From now on: see `diskfault.c` for the words.
    public void set(String words) throws IOException {
        Path fresh = control.resolveSibling("control.new");
        Files.writeString(fresh, words + "\n");
        Files.move(fresh, control, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// All is well again.
    public void clear() throws IOException {
        set("");
    }
}
