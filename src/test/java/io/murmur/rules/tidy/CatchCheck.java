package io.murmur.rules.tidy;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.util.TreeScanner;
import io.murmur.rules.tree.SourceTree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Only the edges may catch everything: the doors, the node, the command line and the storage plug-in.
final class CatchCheck implements Check {

    private static final List<String> EDGES =
            List.of("io.murmur.door", "io.murmur.node", "io.murmur.cli", "io.murmur.storage");
    private static final List<String> EVERYTHING = List.of("Throwable", "Exception", "RuntimeException", "Error");

    @Override
    public List<Finding> findings(SourceTree source) {
        List<Finding> findings = new ArrayList<>();
        if (source.isTest() || isEdge(source.packageName())) {
            return findings;
        }
        new TreeScanner<@Nullable Void, List<Finding>>() {
            @Override
            public @Nullable Void visitCatch(CatchTree node, List<Finding> sink) {
                for (Tree caught : caughtBy(node)) {
                    if (EVERYTHING.contains(simpleName(caught))) {
                        sink.add(Finding.at(source, node, "catches " + caught + ", which only the edges may"));
                    }
                }
                return super.visitCatch(node, sink);
            }
        }.scan(source.unit(), findings);
        return findings;
    }

    private static boolean isEdge(String packageName) {
        return EDGES.stream().anyMatch(edge -> packageName.equals(edge) || packageName.startsWith(edge + "."));
    }

    private static List<? extends Tree> caughtBy(CatchTree node) {
        Tree type = node.getParameter().getType();
        return type instanceof UnionTypeTree union ? union.getTypeAlternatives() : List.of(type);
    }

    private static String simpleName(Tree type) {
        String name = type.toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
