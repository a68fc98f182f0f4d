package io.murmur.resp;

import java.util.List;
import java.util.Locale;

/// What is known of one command, served or not. The columns of `commands.txt`.
///
/// @param name in capitals; a subcommand has its container's name, a space and its own
/// @param arity arguments with the name; negative: at least so many
/// @param flags as `COMMAND` shows them
/// @param group chapter of the document
/// @param summary what it does, in a sentence; empty unless served
/// @param meaning what is particular here; of commands not served: why, or when, and the way out
public record CommandFacts(
        String name,
        int arity,
        List<String> flags,
        KeyPositions keys,
        String group,
        CommandState state,
        String summary,
        String meaning) {

    public CommandFacts {
        flags = List.copyOf(flags);
        boolean explains = state == CommandState.SERVED ? summary.endsWith(".") : !meaning.isEmpty();
        if (!name.equals(name.toUpperCase(Locale.ROOT)) || name.isBlank() || arity == 0 || !explains) {
            throw new IllegalArgumentException("the facts of \"" + name + "\" are not complete");
        }
    }

    public boolean isServed() {
        return state == CommandState.SERVED;
    }

    public boolean isSubcommand() {
        return name.indexOf(' ') > 0;
    }

    /// The name as `COMMAND` shows it: in small letters, a subcommand behind a bar.
    public String shownName() {
        return name.toLowerCase(Locale.ROOT).replace(' ', '|');
    }

    /// Whether a request of `size` arguments, name included, is long enough and not too long.
    public boolean accepts(int size) {
        return arity > 0 ? size == arity : size >= -arity;
    }

    /// What to answer when it is not served.
    public Reply refusal() {
        String when = state == CommandState.NEVER ? "never" : "not yet";
        return new Reply.Failure("NOTSUPPORTED", name + " is not served, " + when + ": " + meaning + ".");
    }
}
