package io.murmur.rules.format;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.sun.source.tree.AnyPatternTree;
import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.PatternTree;
import com.sun.source.util.TreeScanner;
import io.murmur.rules.tree.SourceTree;
import io.murmur.rules.tree.SourceTrees;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one layout of our sources: palantir style, 4 spaces, 120 columns, imports sorted, unused imports gone.
///
/// The formatter does not know the unnamed pattern `_` (only `var _`, which means the same), so it is shown `var _`,
/// and
/// afterwards every `var _` inside a record pattern becomes `_`. Imports that go away leave an empty line behind at
/// first, hence the repetition until nothing changes. Comments are broken by their author: the formatter breaks a long
/// `///` line in a way that does not always compile, so such a line is refused.
final class SourceFormatter {

    private static final int COLUMNS_MAX = 120;
    private static final int PASSES_MAX = 4;

    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    /// The text as it should be.
    ///
    /// @throws FormatterException if the text is not Java, or a comment has a line of more than 120 columns
    String format(String text) throws FormatterException {
        refuseLongComments(text);
        String current = text;
        for (int pass = 0; pass < PASSES_MAX; pass++) {
            String next = formatOnce(current);
            if (next.equals(current)) {
                return next;
            }
            current = next;
        }
        throw new FormatterException("the layout does not settle in " + PASSES_MAX + " passes");
    }

    private static void refuseLongComments(String text) throws FormatterException {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.length() > COLUMNS_MAX && line.stripLeading().startsWith("//")) {
                throw new FormatterException("line " + number + ": break this comment at " + COLUMNS_MAX + " columns");
            }
        }
    }

    private String formatOnce(String text) throws FormatterException {
        String named = replaceUnnamed(text, AnyPatternTree.class, "_", "var _");
        return replaceUnnamed(formatter.formatSourceAndFixImports(named), BindingPatternTree.class, "var _", "_");
    }

    private static String replaceUnnamed(
            String text, Class<? extends PatternTree> form, String written, String replacement) {
        if (!text.contains("_")) {
            return text;
        }
        SourceTree source = SourceTrees.of("Unformatted.java", text);
        StringBuilder replaced = new StringBuilder(text);
        for (int found : startsOfComponents(source, form).reversed()) {
            // The compiler says that `_` begins at the token after it.
            int start = form == AnyPatternTree.class ? text.lastIndexOf(written, found) : found;
            if (text.startsWith(written, start)) {
                replaced.replace(start, start + written.length(), replacement);
            }
        }
        return replaced.toString();
    }

    /// Where the components of all record patterns begin that have one form, in the order of the text.
    private static List<Integer> startsOfComponents(SourceTree source, Class<? extends PatternTree> form) {
        List<Integer> starts = new ArrayList<>();
        new TreeScanner<@Nullable Void, List<Integer>>() {
            @Override
            public @Nullable Void visitDeconstructionPattern(DeconstructionPatternTree node, List<Integer> sink) {
                for (PatternTree nested : node.getNestedPatterns()) {
                    if (form.isInstance(nested)) {
                        sink.add(source.startOf(nested));
                    }
                }
                return super.visitDeconstructionPattern(node, sink);
            }
        }.scan(source.unit(), starts);
        return starts.stream().sorted().toList();
    }
}
