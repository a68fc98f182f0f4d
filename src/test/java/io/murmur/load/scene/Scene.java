package io.murmur.load.scene;

import io.murmur.load.target.MurmurFleet;
import io.murmur.storage.faults.DiskFaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What faults happen to: nodes that run, their network, disks and clocks. The last node is the victim of what
/// happens to one.
///
/// @param disks faults of the disk, felt by the node whose volume they name
/// @param clock the victim's, if it can be shifted
public record Scene(
        Network network,
        MurmurFleet fleet,
        DiskFaults disks,
        @Nullable ShiftedClock clock) {

    public int victim() {
        return network.nodes() - 1;
    }

    /// The node's processor does nothing for it any more, or goes on.
    ///
    /// @param name as `kill` knows it
    public void signal(int node, String name) throws IOException {
        Commands.succeed("kill -" + name + " " + fleet.pid(node));
    }

    /// From now on the disk of one node behaves as these words of `diskfault.c` say.
    public void breakDisk(int node, String how) throws IOException {
        disks.set("path=" + fleet.volume(node) + " " + how);
    }

    /// Sets the victim's clock apart from the others'.
    public void shiftClock(int seconds) throws IOException {
        Objects.requireNonNull(clock, "no clock can be shifted here").shift(seconds);
    }

    /// Fills the victim's disk but for some MiB. Its volume is a file system of its own ([#mountSmallVolume]).
    public void fillDisk(int leaveMib) throws IOException {
        Path volume = fleet.volume(victim());
        long bytes = Files.getFileStore(volume).getUsableSpace() - ((long) leaveMib << 20);
        Commands.succeed(
                List.of("fallocate", "-l", Long.toString(bytes), ballast().toString()));
    }

    /// There is room again.
    public void emptyDisk() throws IOException {
        Files.delete(ballast());
    }

    private Path ballast() {
        return fleet.volume(victim()).resolve("ballast");
    }

    /// Gives the victim a small disk, before it starts.
    public void mountSmallVolume(int mib) throws IOException {
        Path volume = Files.createDirectories(fleet.volume(victim()));
        List<String> mount = new ArrayList<>(List.of("mount", "-t", "tmpfs", "-o", "size=" + mib + "m", "tmpfs"));
        mount.add(volume.toString());
        Commands.succeed(mount);
    }
}
