package io.murmur.rules.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.palantir.javaformat.java.FormatterException;
import io.murmur.rules.tree.SourceTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Refuses sources that are not laid out as [FormatCommand] would lay them out.
@Execution(ExecutionMode.CONCURRENT)
final class FormatTest {

    private static final String TIDY = """
        package example;

        import java.util.List;

        /// A table, left as it is:
        ///
        /// | a | b |
        /// |---|---|
        sealed interface Shape permits Shape.Circle, Shape.Square {

            record Circle(int radius, String name) implements Shape {}

            /// No sides to speak of.
            record Square(int side) implements Shape {}

            static int area(Shape shape) {
                return switch (shape) {
                    case Circle(int radius, _) when radius > 3 -> radius;
                    case Circle(_, _) -> 0;
                    case Square _ -> List.of(shape).size();
                };
            }
        }
        """;

    private final SourceFormatter formatter = new SourceFormatter();

    /// On all cores: it is the longest of the tests that wait for nothing.
    @Test
    void everySourceFileIsFormatted() throws IOException {
        List<String> untidy = SourceTrees.files().parallelStream()
                .map(FormatTest::complaintAbout)
                .filter(complaint -> !complaint.isEmpty())
                .toList();
        assertEquals(List.of(), untidy, "run: mvn -q validate exec:exec@format");
    }

    /// Empty if it is laid out well.
    private static String complaintAbout(Path path) {
        try {
            String text = Files.readString(path);
            return new SourceFormatter().format(text).equals(text) ? "" : path.toString();
        } catch (IOException | FormatterException failure) {
            return path + ": " + failure.getMessage();
        }
    }

    @Test
    void leavesTidySourceWithMarkdownCommentsAndUnnamedPatternsAlone() throws FormatterException {
        assertEquals(TIDY, formatter.format(TIDY));
    }

    @Test
    void refusesWrongIndentation() throws FormatterException {
        assertNotEquals("class A {\n  int b;\n}\n", formatter.format("class A {\n  int b;\n}\n"));
    }

    @Test
    void removesUnusedImportsWithoutATrace() throws FormatterException {
        assertEquals(TIDY, formatter.format(TIDY.replace("import", "import java.util.Map;\nimport")));
    }

    @Test
    void writesTheUnnamedPatternShort() throws FormatterException {
        assertEquals(TIDY, formatter.format(TIDY.replace("(_, _)", "(var _,var _)")));
    }

    @Test
    void refusesACommentThatIsTooLongInsteadOfBreakingIt() {
        String comment = "    /// " + "word ".repeat(23) + "and\n";
        assertThrows(FormatterException.class, () -> formatter.format("class A {\n" + comment + "    int b;\n}\n"));
    }

    @Test
    void refusesWhatIsNotJava() {
        assertThrows(FormatterException.class, () -> formatter.format("class {"));
    }
}
