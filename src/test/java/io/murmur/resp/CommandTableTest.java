package io.murmur.resp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The facts of commands: complete, unique, and the same as the page people read.
class CommandTableTest {

    private static final Path DOCUMENT = Path.of("src", "docs", "commands.md");

    static CommandTable table() throws IOException {
        try (InputStream in = CommandTable.class.getResourceAsStream(CommandTable.RESOURCE)) {
            return CommandTable.parse(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void theDocumentSaysWhatTheFactsSay() throws IOException {
        String expected = CommandDocument.of(table());
        if (Boolean.getBoolean("murmur.docs.write")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertEquals(expected, Files.readString(DOCUMENT), "run this test with -Dmurmur.docs.write=true");
    }

    @Test
    void findsCommandsInAnyCase() throws IOException {
        CommandTable table = table();
        for (CommandFacts facts : table.all()) {
            assertEquals(facts, table.find(facts.name()));
            assertEquals(facts, table.find(facts.shownName().replace('|', ' ')));
        }
        assertNull(table.find("nosuch"));
        assertNull(table.find(""));
        CommandFacts setName = table.findSubcommand(Request.of("client", "SetName", "a"));
        assertEquals("client|setname", Objects.requireNonNull(setName).shownName());
    }

    @Test
    void servesAllThatTheIssueNames() throws IOException {
        CommandTable table = table();
        String names =
                "GET SET DEL UNLINK EXISTS MGET MSET STRLEN TYPE TOUCH SCAN DBSIZE PING ECHO INFO CLUSTER SELECT AUTH"
                        + " HELLO CLIENT COMMAND CONFIG READONLY READWRITE ASKING QUIT RESET TIME KV.GET KV.SET KV.DEL";
        for (String name : names.split(" ", -1)) {
            assertTrue(Objects.requireNonNull(table.find(name), name).isServed(), name);
        }
    }

    @Test
    void refusesWithASentenceThatSaysWhetherItWillCome() throws IOException {
        CommandTable table = table();
        assertEquals(
                new Reply.Failure(
                        "NOTSUPPORTED",
                        "HTTL is not served, not yet: fields that end by themselves come in a later version. EXPIRE"
                                + " ends a whole hash."),
                Objects.requireNonNull(table.find("httl")).refusal());
        String never = Objects.requireNonNull(table.find("eval")).refusal().toString();
        assertTrue(never.contains("never: a script"), never);
    }

    @Test
    void countsArgumentsAndKeys() throws IOException {
        CommandTable table = table();
        CommandFacts mset = Objects.requireNonNull(table.find("mset"));
        assertTrue(mset.accepts(3));
        assertEquals(List.of(1, 3), CommandTable.keysOf(mset, Request.of("MSET", "a", "1", "b", "2")));
        CommandFacts get = Objects.requireNonNull(table.find("get"));
        assertTrue(get.accepts(2) && !get.accepts(3) && !get.accepts(1));
        assertEquals(List.of(1), CommandTable.keysOf(get, Request.of("GET", "a")));
        assertEquals(List.of(), CommandTable.keysOf(Objects.requireNonNull(table.find("ping")), Request.of("PING")));
    }

    @Test
    void namesTheRowThatIsWrong() {
        String row = "GET | 2 | readonly | 1 1 1 | string | served | Gets. | -";
        assertNotNull(CommandTable.parse("# comment\n" + row + "\n"));
        for (String wrong : List.of(
                row + "\n" + row,
                row.replace("| 2 ", "| x "),
                row.replace("served", "sered"),
                row.replace("Gets.", "-"),
                row.replace("1 1 1", "1 1"),
                row.replace(" | -", ""),
                row.replace("GET", "BOX GET"))) {
            var fault = assertThrows(IllegalArgumentException.class, () -> CommandTable.parse(wrong));
            assertTrue(String.valueOf(fault.getMessage()).contains("GET"), fault::getMessage);
        }
    }
}
