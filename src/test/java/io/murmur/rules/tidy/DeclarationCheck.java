package io.murmur.rules.tidy;

import com.sun.source.tree.ArrayTypeTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import io.murmur.rules.tree.SourceTree;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/// Public top-level types are documented, records hold no arrays, `onMessage` has at most twelve cases.
final class DeclarationCheck implements Check {

    private static final int CASES_MAX = 12;

    @Override
    public List<Finding> findings(SourceTree source) {
        List<Finding> findings = new ArrayList<>();
        if (source.isTest()) {
            return findings;
        }
        source.unit().getTypeDecls().forEach(type -> checkDocumented(source, type, findings));
        new TreeScanner<@Nullable Void, List<Finding>>() {
            @Override
            public @Nullable Void visitClass(ClassTree node, List<Finding> sink) {
                checkRecord(source, node, sink);
                return super.visitClass(node, sink);
            }

            @Override
            public @Nullable Void visitMethod(MethodTree node, List<Finding> sink) {
                if (node.getName().contentEquals("onMessage")) {
                    checkCases(source, node, sink);
                }
                return super.visitMethod(node, sink);
            }
        }.scan(source.unit(), findings);
        return findings;
    }

    private static void checkDocumented(SourceTree source, Tree type, List<Finding> findings) {
        boolean isPublic = type instanceof ClassTree declared
                && declared.getModifiers().getFlags().contains(Modifier.PUBLIC);
        if (isPublic && source.commentOf(type) == null) {
            findings.add(Finding.at(source, type, "public type without a comment"));
        }
    }

    private static void checkRecord(SourceTree source, ClassTree type, List<Finding> findings) {
        if (type.getKind() != Tree.Kind.RECORD) {
            return;
        }
        for (Tree member : type.getMembers()) {
            if (member instanceof VariableTree field
                    && !field.getModifiers().getFlags().contains(Modifier.STATIC)
                    && field.getType() instanceof ArrayTypeTree) {
                findings.add(Finding.at(source, field, "record with an array " + field.getName() + ": wrap it"));
            }
        }
    }

    private static void checkCases(SourceTree source, MethodTree method, List<Finding> findings) {
        new TreeScanner<@Nullable Void, List<Finding>>() {
            @Override
            public @Nullable Void visitSwitch(SwitchTree node, List<Finding> sink) {
                judge(node, node.getCases(), sink);
                return super.visitSwitch(node, sink);
            }

            @Override
            public @Nullable Void visitSwitchExpression(SwitchExpressionTree node, List<Finding> sink) {
                judge(node, node.getCases(), sink);
                return super.visitSwitchExpression(node, sink);
            }

            private void judge(Tree node, List<? extends CaseTree> cases, List<Finding> sink) {
                if (cases.size() > CASES_MAX) {
                    String what = "onMessage with " + cases.size() + " cases: a second actor";
                    sink.add(Finding.at(source, node, what));
                }
            }
        }.scan(method, findings);
    }
}
