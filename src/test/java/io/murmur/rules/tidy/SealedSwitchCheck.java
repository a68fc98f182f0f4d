package io.murmur.rules.tidy;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.util.TreeScanner;
import io.murmur.rules.tree.SourceTree;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/// No `default` over a sealed type: a new case must not compile until every switch has thought about it.
///
/// Needs a source whose types are resolved.
final class SealedSwitchCheck implements Check {

    @Override
    public List<Finding> findings(SourceTree source) {
        List<Finding> findings = new ArrayList<>();
        new TreeScanner<@Nullable Void, List<Finding>>() {
            @Override
            public @Nullable Void visitSwitch(SwitchTree node, List<Finding> sink) {
                judge(source, node.getExpression(), node.getCases(), sink);
                return super.visitSwitch(node, sink);
            }

            @Override
            public @Nullable Void visitSwitchExpression(SwitchExpressionTree node, List<Finding> sink) {
                judge(source, node.getExpression(), node.getCases(), sink);
                return super.visitSwitchExpression(node, sink);
            }
        }.scan(source.unit(), findings);
        return findings;
    }

    private static void judge(
            SourceTree source, ExpressionTree selector, List<? extends CaseTree> cases, List<Finding> findings) {
        Element type = source.typeOf(selector);
        if (type == null || !type.getModifiers().contains(Modifier.SEALED)) {
            return;
        }
        for (CaseTree each : cases) {
            if (each.getLabels().stream().anyMatch(label -> label instanceof DefaultCaseLabelTree)) {
                findings.add(Finding.at(source, each, "default over the sealed type " + type.getSimpleName()));
            }
        }
    }
}
