package io.murmur.rules.format;

import com.palantir.javaformat.java.FormatterException;
import io.murmur.rules.tree.SourceTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Formats every source file of the repository: `mvn -q validate exec:exec@format`, from the root.
///
/// It is run from its source, so it works on a tree that does not compile elsewhere.
public final class FormatCommand {

    private FormatCommand() {}

    /// Exits with 1 when a file cannot be parsed; the others are formatted all the same.
    public static void main(String[] arguments) throws IOException {
        SourceFormatter formatter = new SourceFormatter();
        int failures = 0;
        for (Path path : SourceTrees.files()) {
            try {
                format(formatter, path);
            } catch (FormatterException failure) {
                failures++;
                System.err.println(path + ": " + failure.getMessage());
            }
        }
        System.exit(failures == 0 ? 0 : 1);
    }

    private static void format(SourceFormatter formatter, Path path) throws IOException, FormatterException {
        String text = Files.readString(path);
        String formatted = formatter.format(text);
        if (!formatted.equals(text)) {
            Files.writeString(path, formatted);
            System.out.println("formatted " + path);
        }
    }
}
