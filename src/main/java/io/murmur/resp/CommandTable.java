package io.murmur.resp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The facts of every command Murmur has an opinion about, in the order of `commands.txt`. Immutable.
public final class CommandTable {

    /// Where the facts are, among the resources of this package.
    public static final String RESOURCE = "commands.txt";

    private static final String SEPARATOR = " | ";
    private static final int COLUMNS = 8;
    private static final int CONTAINER_ARGUMENTS_MAX = 2;

    private final List<CommandFacts> all;
    private final NameTable<CommandFacts> byName;

    private CommandTable(List<CommandFacts> all) {
        this.all = Collections.unmodifiableList(all);
        this.byName = new NameTable<>(all.size());
        for (CommandFacts facts : all) {
            byName.put(facts.name(), facts);
        }
        for (CommandFacts facts : all) {
            int space = facts.name().indexOf(' ');
            if (space > 0 && byName.get(facts.name().substring(0, space)) == null) {
                throw new IllegalArgumentException("the container of " + facts.name() + " is missing");
            }
        }
    }

    /// Reads the text of [#RESOURCE].
    ///
    /// @throws IllegalArgumentException when a row is not as it should be, or is there twice; names the row
    public static CommandTable parse(String text) {
        List<CommandFacts> all = new ArrayList<>();
        for (String row : text.split("\n", -1)) {
            if (!row.isBlank() && !row.startsWith("#")) {
                all.add(parseRow(row));
            }
        }
        return new CommandTable(all);
    }

    private static CommandFacts parseRow(String row) {
        List<String> cells = new ArrayList<>();
        for (String cell : row.split(" \\| ", -1)) {
            cells.add(cell.equals("-") ? "" : cell);
        }
        if (cells.size() != COLUMNS) {
            throw new IllegalArgumentException(
                    "a row has " + COLUMNS + " columns between \"" + SEPARATOR + "\": " + row);
        }
        try {
            return new CommandFacts(
                    cells.get(0),
                    Integer.parseInt(cells.get(1)),
                    words(cells.get(2)),
                    positions(words(cells.get(3))),
                    cells.get(4),
                    CommandState.parse(cells.get(5)),
                    cells.get(6),
                    cells.get(7));
        } catch (IllegalArgumentException fault) {
            throw new IllegalArgumentException(fault.getMessage() + ": " + row, fault);
        }
    }

    private static List<String> words(String cell) {
        return cell.isEmpty() ? List.of() : Arrays.asList(cell.split(" ", -1));
    }

    private static KeyPositions positions(List<String> words) {
        if (words.size() != 3) {
            throw new IllegalArgumentException("key positions are three numbers");
        }
        return new KeyPositions(
                Integer.parseInt(words.get(0)), Integer.parseInt(words.get(1)), Integer.parseInt(words.get(2)));
    }

    public List<CommandFacts> all() {
        return all;
    }

    /// The served commands, without subcommands.
    public List<CommandFacts> served() {
        return all.stream()
                .filter(facts -> facts.isServed() && !facts.isSubcommand())
                .toList();
    }

    /// The served subcommands of `container`.
    public List<CommandFacts> servedUnder(CommandFacts container) {
        return all.stream()
                .filter(facts -> facts.isServed() && facts.name().startsWith(container.name() + " "))
                .toList();
    }

    public @Nullable CommandFacts find(byte[] name) {
        return byName.get(name);
    }

    public @Nullable CommandFacts find(String name) {
        return byName.get(name);
    }

    /// The subcommand a request names with its first two arguments, or null.
    public @Nullable CommandFacts findSubcommand(Request request) {
        return request.size() < CONTAINER_ARGUMENTS_MAX ? null : byName.get(request.text(0) + " " + request.text(1));
    }

    /// The positions of the keys of `request` according to `facts`.
    public static List<Integer> keysOf(CommandFacts facts, Request request) {
        List<Integer> positions = new ArrayList<>();
        KeyPositions keys = facts.keys();
        for (int at = keys.first(); at > 0 && at <= keys.lastIn(request.size()); at += keys.step()) {
            positions.add(at);
        }
        return positions;
    }
}
