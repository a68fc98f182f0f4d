package io.murmur.rules.tidy;

import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreeScanner;
import io.murmur.rules.tree.SourceTree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// At most three control structures inside each other. An `else if` is as deep as its `if`.
final class NestingCheck implements Check {

    private static final int DEPTH_MAX = 3;

    @Override
    public List<Finding> findings(SourceTree source) {
        Depths depths = new Depths(source);
        depths.scan(source.unit(), 0);
        return depths.findings;
    }

    /// The scanner's argument is the number of control structures around a node.
    private static final class Depths extends TreeScanner<@Nullable Void, Integer> {

        private final SourceTree source;
        private final List<Finding> findings = new ArrayList<>();

        private Depths(SourceTree source) {
            this.source = source;
        }

        private int into(Tree node, int depth) {
            if (depth == DEPTH_MAX) {
                findings.add(Finding.at(source, node, "nested more than " + DEPTH_MAX + " deep"));
            }
            return depth + 1;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree node, Integer depth) {
            return super.visitMethod(node, 0);
        }

        @Override
        public @Nullable Void visitIf(IfTree node, Integer depth) {
            return visitBranches(node, into(node, depth));
        }

        private @Nullable Void visitBranches(IfTree node, int inner) {
            scan(node.getThenStatement(), inner);
            StatementTree otherwise = node.getElseStatement();
            return otherwise instanceof IfTree chained ? visitBranches(chained, inner) : scan(otherwise, inner);
        }

        @Override
        public @Nullable Void visitForLoop(ForLoopTree node, Integer depth) {
            return super.visitForLoop(node, into(node, depth));
        }

        @Override
        public @Nullable Void visitEnhancedForLoop(EnhancedForLoopTree node, Integer depth) {
            return super.visitEnhancedForLoop(node, into(node, depth));
        }

        @Override
        public @Nullable Void visitWhileLoop(WhileLoopTree node, Integer depth) {
            return super.visitWhileLoop(node, into(node, depth));
        }

        @Override
        public @Nullable Void visitDoWhileLoop(DoWhileLoopTree node, Integer depth) {
            return super.visitDoWhileLoop(node, into(node, depth));
        }

        @Override
        public @Nullable Void visitSwitch(SwitchTree node, Integer depth) {
            return super.visitSwitch(node, into(node, depth));
        }

        @Override
        public @Nullable Void visitSwitchExpression(SwitchExpressionTree node, Integer depth) {
            return super.visitSwitchExpression(node, into(node, depth));
        }

        @Override
        public @Nullable Void visitTry(TryTree node, Integer depth) {
            return super.visitTry(node, into(node, depth));
        }

        @Override
        public @Nullable Void visitSynchronized(SynchronizedTree node, Integer depth) {
            return super.visitSynchronized(node, into(node, depth));
        }
    }
}
