package io.murmur.rules.tidy;

import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import io.murmur.rules.tree.SourceTree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Files of at most 400 lines (tests 600), lines of 120 columns, methods of 60 lines and 5 parameters.
///
/// The header of a record may name more than five components: that is what a record is for.
final class SizeCheck implements Check {

    private static final int FILE_LINES_MAX = 400;
    private static final int TEST_FILE_LINES_MAX = 600;
    private static final int COLUMNS_MAX = 120;
    private static final int METHOD_LINES_MAX = 60;
    private static final int PARAMETERS_MAX = 5;

    @Override
    public List<Finding> findings(SourceTree source) {
        List<Finding> findings = new ArrayList<>();
        checkLines(source, findings);
        new TreeScanner<@Nullable Void, List<Finding>>() {
            @Override
            public @Nullable Void visitMethod(MethodTree node, List<Finding> sink) {
                checkMethod(source, node, sink);
                return super.visitMethod(node, sink);
            }
        }.scan(source.unit(), findings);
        return findings;
    }

    private static void checkLines(SourceTree source, List<Finding> findings) {
        List<String> lines = source.lines();
        int linesMax = source.isTest() ? TEST_FILE_LINES_MAX : FILE_LINES_MAX;
        if (lines.size() > linesMax) {
            findings.add(Finding.in(source, "file of " + lines.size() + " lines, at most " + linesMax));
        }
        for (int index = 0; index < lines.size(); index++) {
            int columns = lines.get(index).codePointCount(0, lines.get(index).length());
            if (columns > COLUMNS_MAX) {
                String what = "line of " + columns + " columns, at most " + COLUMNS_MAX;
                findings.add(new Finding(source.path(), index + 1, what));
            }
        }
    }

    private static void checkMethod(SourceTree source, MethodTree method, List<Finding> findings) {
        int lines = source.linesOf(method);
        if (lines > METHOD_LINES_MAX) {
            String what = "method " + method.getName() + " of " + lines + " lines, at most " + METHOD_LINES_MAX;
            findings.add(Finding.at(source, method, what));
        }
        int parameters = method.getParameters().size();
        if (parameters > PARAMETERS_MAX && !isRecordHeader(source, method)) {
            String what = "method " + method.getName() + " with " + parameters + " parameters: use a record";
            findings.add(Finding.at(source, method, what));
        }
    }

    /// A compact constructor is given the components of its record as parameters, though none is written there.
    private static boolean isRecordHeader(SourceTree source, MethodTree method) {
        int start = source.startOf(method);
        int brace = source.text().indexOf('{', start);
        return brace > start && !source.text().substring(start, brace).contains("(");
    }
}
