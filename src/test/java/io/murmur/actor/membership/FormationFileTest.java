package io.murmur.actor.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.formation.durable.FormationRecord;
import io.murmur.core.formation.durable.Standing;
import io.murmur.core.machine.NodeId;
import io.murmur.core.ring.ClusterId;
import io.murmur.storage.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A volume whose record cannot be understood is not taken for a blank one.
class FormationFileTest {

    private static final NodeId ANT = new NodeId(0xA1);

    @TempDir
    Path folder;

    private DurableFile durable() {
        return new DurableFile(folder.resolve(FormationFile.NAME));
    }

    @Test
    void readsABlankRecordWhereThereIsNoFile() throws IOException {
        assertEquals(FormationRecord.blank("ant", ANT), new FormationFile(durable()).read("ant", ANT));
    }

    @Test
    void readsWhatItWrote() throws IOException {
        FormationRecord record =
                FormationRecord.blank("ant", ANT).with(new Standing.Barred(new ClusterId(1, 2), new NodeId(3)));
        new FormationFile(durable()).write(record);
        assertEquals(record, new FormationFile(durable()).read("ant", ANT));
    }

    /// Whose record it is, formation judges itself.
    @Test
    void readsTheRecordOfAnotherNode() throws IOException {
        FormationRecord record = FormationRecord.blank("bee", new NodeId(0xB1));
        new FormationFile(durable()).write(record);
        assertEquals(record, new FormationFile(durable()).read("ant", ANT));
    }

    @Test
    void refusesDamagedBytes() throws IOException {
        new FormationFile(durable()).write(FormationRecord.blank("ant", ANT));
        byte[] bytes = Files.readAllBytes(durable().path());
        bytes[3] ^= 1;
        Files.write(durable().path(), bytes);
        assertThrows(IOException.class, () -> new FormationFile(durable()).read("ant", ANT));
    }

    @Test
    void refusesWhatIsNoRecordWithASentence() throws IOException {
        durable().write("something else that is whole".getBytes(StandardCharsets.UTF_8));
        IOException refused = assertThrows(IOException.class, () -> new FormationFile(durable()).read("ant", ANT));
        assertTrue(String.valueOf(refused.getMessage()).contains("bring back the volume"), refused.getMessage());
    }
}
