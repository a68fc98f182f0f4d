package io.murmur.rules.tree;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePath;
import java.nio.file.Path;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/// One parsed source file: its text, its tree, and where in the text each node stands.
///
/// @param path relative to the root of the repository, or any name for a text that stands in a test
public record SourceTree(Path path, String text, CompilationUnitTree unit, DocTrees docs) {

    public List<String> lines() {
        return text.lines().toList();
    }

    public int startOf(Tree node) {
        return (int) docs.getSourcePositions().getStartPosition(unit, node);
    }

    public int endOf(Tree node) {
        return (int) docs.getSourcePositions().getEndPosition(unit, node);
    }

    /// The line, from 1, on which `node` begins.
    public int lineOf(Tree node) {
        return (int) unit.getLineMap().getLineNumber(startOf(node));
    }

    /// How many lines `node` covers, without the comment before it.
    public int linesOf(Tree node) {
        return (int) unit.getLineMap().getLineNumber(endOf(node)) - lineOf(node) + 1;
    }

    public @Nullable DocCommentTree commentOf(Tree node) {
        return docs.getDocCommentTree(TreePath.getPath(unit, node));
    }

    /// The declaration behind the type of `expression`; null for a primitive type, or where types were not asked for.
    public @Nullable Element typeOf(Tree expression) {
        TypeMirror type = docs.getTypeMirror(TreePath.getPath(unit, expression));
        return type instanceof DeclaredType declared ? declared.asElement() : null;
    }

    public boolean isTest() {
        return path.startsWith(Path.of("src", "test"));
    }

    public boolean isPackageInfo() {
        return path.endsWith("package-info.java");
    }

    /// The package, or an empty text.
    public String packageName() {
        return unit.getPackageName() == null ? "" : unit.getPackageName().toString();
    }
}
