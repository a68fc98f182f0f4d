package io.murmur.load.scene;

import io.murmur.load.target.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A site whose last node has a wall clock that can be shifted while it runs (libfaketime). Its monotonic
/// clock stays right, as with a clock that is set by hand.
public final class ShiftedClock implements Site {

    private static final Path LIBRARY = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");

    private final Site site;
    private final Path file;
    private final String preloaded;

    /// @param folder for the file that holds the shift
    /// @param preloaded what the nodes' environment preloads already
    public ShiftedClock(Site site, Path folder, String preloaded) throws IOException {
        this.site = site;
        this.file = folder.resolve("clock").toAbsolutePath();
        this.preloaded = preloaded;
        shift(0);
    }

    public static boolean isPossible() {
        return Files.exists(LIBRARY);
    }

    /// Sets the clock apart from the machine's.
    public void shift(int seconds) throws IOException {
        Path fresh = file.resolveSibling("clock.new");
        Files.writeString(fresh, String.format(Locale.ROOT, "%+ds%n", seconds));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public int nodes() {
        return site.nodes();
    }

    @Override
    public String host(int node) {
        return site.host(node);
    }

    @Override
    public int port(int node, int door) {
        return site.port(node, door);
    }

    @Override
    public List<String> inside(int node) {
        if (node < nodes() - 1) {
            return site.inside(node);
        }
        List<String> environment = List.of(
                "env",
                "LD_PRELOAD=" + preloaded + ":" + LIBRARY,
                "FAKETIME_TIMESTAMP_FILE=" + file,
                "FAKETIME_NO_CACHE=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                // Its way around a fault of old C libraries makes every timed wait of a JVM spin.
                "FAKETIME_FORCE_MONOTONIC_FIX=0");
        return Stream.concat(site.inside(node).stream(), environment.stream()).toList();
    }
}
