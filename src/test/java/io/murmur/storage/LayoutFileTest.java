package io.murmur.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The number of lanes is fixed at the first start, and nothing else is accepted afterwards.
class LayoutFileTest {

    private final Volumes volumes = new Volumes();

    @TempDir
    private Path folder;

    @Test
    void fixesTheNumberOfLanesAtTheFirstStart() throws Exception {
        assertEquals(new LayoutFile.Verdict.Agreed(4), ask(4));
        assertEquals(new LayoutFile.Verdict.Agreed(4), ask(4));
    }

    @Test
    void refusesAnotherNumberAndSaysWhatToSet() throws Exception {
        ask(4);
        String sentence = refusal(8);
        assertTrue(sentence.contains("murmur.storage.lanes is 8"), sentence);
        assertTrue(sentence.contains("Set murmur.storage.lanes = 4"), sentence);
        assertEquals(new LayoutFile.Verdict.Agreed(4), ask(4));
    }

    @Test
    void refusesNumbersNoNodeCanHave() throws Exception {
        assertTrue(refusal(0).contains("must be from 1 to 1024"));
        assertTrue(refusal(1025).contains("murmur.storage.lanes is 1025"));
        assertTrue(Files.notExists(folder.resolve("layout")));
    }

    @Test
    void refusesALostFileOfAVolumeWithJournals() throws Exception {
        ask(4);
        try (Volume volume = volumes.opened(folder)) {
            Volumes.append(volume, "a", 1).join();
        }
        Files.delete(folder.resolve("layout"));
        assertTrue(refusal(4).contains("is gone. Restore it from a backup"));
    }

    @Test
    void refusesADamagedFileAndOneOfAnotherVersion() throws Exception {
        ask(4);
        DurableFile file = new DurableFile(folder.resolve("layout"));
        byte[] content = Objects.requireNonNull(file.read());
        content[9] = 99;
        file.write(content);
        assertTrue(refusal(4).contains("format 99"));
        byte[] bytes = Files.readAllBytes(folder.resolve("layout"));
        bytes[0] ^= 1;
        Files.write(folder.resolve("layout"), bytes);
        assertTrue(refusal(4).contains("checksum"));
    }

    private LayoutFile.Verdict ask(int lanes) throws Exception {
        try (Volume volume = volumes.opened(folder)) {
            return LayoutFile.lanes(volume, lanes);
        }
    }

    private String refusal(int lanes) throws Exception {
        return assertInstanceOf(LayoutFile.Verdict.Refused.class, ask(lanes)).sentence();
    }
}
