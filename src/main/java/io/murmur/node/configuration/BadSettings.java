package io.murmur.node.configuration;

import java.util.List;

/// A configuration nothing may be started with. Its message lists everything that is wrong.
public final class BadSettings extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    /// Creates it for at least one problem.
    ///
    /// @param problems each a sentence with key, value and what is allowed
    public BadSettings(List<String> problems) {
        super();
        this.problems = List.copyOf(problems);
    }

    /// All problems, a line for each.
    @Override
    public String getMessage() {
        return String.join("\n", problems);
    }

    public List<String> problems() {
        return problems;
    }
}
