package io.murmur.rules.tree;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Finds and parses our sources. Unless types are asked for, a tree that does not compile can be read too.
public final class SourceTrees {

    private static final List<Path> ROOTS = List.of(Path.of("src/main/java"), Path.of("src/test/java"));

    private SourceTrees() {}

    /// Every Java file of the repository, sorted. Read from the working directory, which Maven sets to the root.
    public static List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (Path root : ROOTS) {
            files.addAll(filesUnder(root));
        }
        return files;
    }

    public static List<SourceTree> ofRepository() {
        return parse(files().stream().map(SourceTrees::read).toList(), Depth.PARSED);
    }

    /// The program without its tests, with the type of each expression resolved against the running class path.
    public static List<SourceTree> ofProgramAttributed() {
        List<Path> program = filesUnder(ROOTS.getFirst());
        return parse(program.stream().map(SourceTrees::read).toList(), Depth.ATTRIBUTED);
    }

    /// Parses `text` as if it stood at `path`.
    public static SourceTree of(String path, String text) {
        return parse(List.of(new Source(path, text)), Depth.PARSED).getFirst();
    }

    /// Parses `text` as if it stood at `path`, and resolves the type of each expression.
    public static SourceTree attributed(String path, String text) {
        return parse(List.of(new Source(path, text)), Depth.ATTRIBUTED).getFirst();
    }

    private static List<Path> filesUnder(Path root) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(root)) {
            return walk.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Source read(Path path) {
        try {
            return new Source(path.toString(), Files.readString(path));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<SourceTree> parse(List<Source> sources, Depth depth) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        JavacTask task = (JavacTask) compiler.getTask(null, null, diagnostics, List.of("-proc:none"), null, sources);
        DocTrees docs = DocTrees.instance(task);
        List<SourceTree> trees = new ArrayList<>();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                JavaFileObject file = unit.getSourceFile();
                Path path = Path.of(file.getName().substring(1));
                trees.add(new SourceTree(path, file.getCharContent(true).toString(), unit, docs));
            }
            if (depth == Depth.ATTRIBUTED) {
                task.analyze();
                refuseErrors(diagnostics.getDiagnostics());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return trees;
    }

    private static void refuseErrors(List<Diagnostic<? extends JavaFileObject>> diagnostics) {
        for (Diagnostic<? extends JavaFileObject> each : diagnostics) {
            if (each.getKind() == Diagnostic.Kind.ERROR) {
                throw new IllegalStateException("types cannot be resolved: " + each);
            }
        }
    }

    /// How much the compiler finds out.
    private enum Depth {
        PARSED,
        ATTRIBUTED
    }

    /// A source text in memory, known to the compiler by its path.
    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        private Source(String path, String text) {
            super(URI.create("source:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return true;
        }
    }
}
