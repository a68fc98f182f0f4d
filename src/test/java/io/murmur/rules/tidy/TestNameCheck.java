package io.murmur.rules.tidy;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import io.murmur.rules.tree.SourceTree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A class with tests has a name that the build looks for: else nobody runs it, and nobody notices.
final class TestNameCheck implements Check {

    private static final List<String> MARKS =
            List.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "TestTemplate", "Property", "Example");
    private static final List<String> ENDINGS = List.of("Test.java", "Properties.java", "IT.java");

    @Override
    public List<Finding> findings(SourceTree source) {
        List<Finding> findings = new ArrayList<>();
        String fileName = source.path().getFileName().toString();
        if (!source.isTest() || ENDINGS.stream().anyMatch(fileName::endsWith)) {
            return findings;
        }
        new TreeScanner<@Nullable Void, List<Finding>>() {
            @Override
            public @Nullable Void visitMethod(MethodTree node, List<Finding> sink) {
                for (AnnotationTree mark : node.getModifiers().getAnnotations()) {
                    if (MARKS.contains(mark.getAnnotationType().toString())) {
                        sink.add(Finding.at(source, node, "no test run looks here: name the file after " + ENDINGS));
                    }
                }
                return super.visitMethod(node, sink);
            }
        }.scan(source.unit(), findings);
        return findings;
    }
}
