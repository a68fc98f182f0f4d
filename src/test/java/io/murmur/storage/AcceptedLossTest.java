package io.murmur.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A volume that lost data, and whose operator accepted that, never passes for one that has all of it again (G9).
class AcceptedLossTest {

    private final Volumes volumes = new Volumes();

    @TempDir
    private Path folder;

    private long incarnation;

    @BeforeEach
    void write() throws IOException {
        try (Volume volume = volumes.opened(folder)) {
            Volumes.append(volume, "a", 1).join();
            assertFalse(volume.isBootstrapping());
            incarnation = volume.identity().incarnation();
        }
    }

    @Test
    void isNoLossToAllowOneWhereNoneIs() throws Exception {
        try (Volume volume = accepted()) {
            assertFalse(volume.isBootstrapping());
            assertEquals(incarnation, volume.identity().incarnation());
        }
    }

    @Test
    void bootstrapsForEverUnderANewIncarnation() throws Exception {
        Folders.delete(folder.resolve("db"));
        long reborn;
        try (Volume volume = accepted()) {
            assertTrue(volume.isBootstrapping());
            reborn = volume.identity().incarnation();
            assertNotEquals(incarnation, reborn);
        }
        for (int start = 0; start < 3; start++) {
            try (Volume volume = volumes.opened(folder)) {
                assertTrue(volume.isBootstrapping(), "start " + start);
                assertEquals(reborn, volume.identity().incarnation());
            }
        }
    }

    @Test
    void aVolumeOthersKnowBetterIsRefusedUntilItsLossIsAccepted() throws Exception {
        try (Volume volume = volumes.opened(folder)) {
            volume.markPutBack("node bee remembers write 77");
        }
        for (int start = 0; start < 2; start++) {
            Opening.Refused refused = volumes.refused(folder);
            assertEquals(Opening.Reason.ROLLED_BACK, refused.reason());
            assertTrue(refused.sentence().startsWith("node bee remembers write 77. Replace"), refused.sentence());
        }
        try (Volume volume = accepted()) {
            assertTrue(volume.isBootstrapping());
            assertNotEquals(incarnation, volume.identity().incarnation());
        }
        try (Volume volume = volumes.opened(folder)) {
            assertTrue(volume.isBootstrapping());
        }
    }

    /// Stopped between the mark and the new incarnation, the loss is noticed again, and the mark stays.
    @Test
    void noticesTheLossAgainIfItStoppedHalfWay() throws Exception {
        byte[] identity = Files.readAllBytes(folder.resolve("identity"));
        Folders.delete(folder.resolve("db"));
        accepted().close();
        Folders.delete(folder.resolve("db"));
        Files.write(folder.resolve("identity"), identity);
        assertEquals(Opening.Reason.ROLLED_BACK, volumes.refused(folder).reason());
        try (Volume volume = accepted()) {
            assertTrue(volume.isBootstrapping());
            assertNotEquals(incarnation, volume.identity().incarnation());
        }
    }

    private Volume accepted() throws IOException {
        return assertInstanceOf(Opening.Opened.class, volumes.open(folder, true))
                .volume();
    }
}
