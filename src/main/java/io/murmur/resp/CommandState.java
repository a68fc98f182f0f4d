package io.murmur.resp;

import java.util.Locale;

/// What becomes of a command.
public enum CommandState {
    SERVED,
    /// It will come; the facts say with what.
    PLANNED,
    /// It cannot keep its meaning here; the facts say why, and the way out.
    NEVER;

    static CommandState parse(String text) {
        for (CommandState state : values()) {
            if (state.toString().equals(text)) {
                return state;
            }
        }
        throw new IllegalArgumentException("\"" + text + "\" is no state");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
