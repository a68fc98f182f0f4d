package io.murmur.actor.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.murmur.core.formation.hello.VolumeStarts;
import io.murmur.core.formation.hello.VolumeStarts.Start;
import io.murmur.storage.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The starts of processes, as their volume keeps them.
class StartsFileTest {

    @TempDir
    private Path folder;

    private VolumeStarts add(long incarnation, Start start) throws IOException {
        return new StartsFile(new DurableFile(folder.resolve(StartsFile.NAME))).add(incarnation, start);
    }

    @Test
    void keepsTheStartsOfOneIncarnation() throws IOException {
        Start first = new Start(10, 0);
        Start second = new Start(11, 5);
        assertEquals(List.of(first), add(7, first).all());
        assertEquals(List.of(first, second), add(7, second).all());
        Start reborn = new Start(12, 5);
        assertEquals(List.of(reborn), add(8, reborn).all());
    }

    @Test
    void beginsAnewWhereItCannotBeRead() throws IOException {
        add(7, new Start(10, 0));
        byte[] bytes = Files.readAllBytes(folder.resolve(StartsFile.NAME));
        bytes[3] ^= 1;
        Files.write(folder.resolve(StartsFile.NAME), bytes);
        assertEquals(List.of(new Start(11, 5)), add(7, new Start(11, 5)).all());
    }
}
