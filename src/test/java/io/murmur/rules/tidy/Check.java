package io.murmur.rules.tidy;

import io.murmur.rules.tree.SourceTree;
import java.util.List;

/// One rule about one source file.
@FunctionalInterface
interface Check {

    /// What `source` does against the rule, empty if nothing.
    List<Finding> findings(SourceTree source);
}
