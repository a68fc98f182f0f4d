package io.murmur.rules.tidy;

import com.sun.source.tree.Tree;
import io.murmur.rules.tree.SourceTree;
import java.nio.file.Path;

/// Something untidy, at a line that counts from 1.
record Finding(Path path, int line, String what) {

    static Finding at(SourceTree source, Tree node, String what) {
        return new Finding(source.path(), source.lineOf(node), what);
    }

    static Finding in(SourceTree source, String what) {
        return new Finding(source.path(), 1, what);
    }

    @Override
    public String toString() {
        return path + ":" + line + " " + what;
    }
}
