package io.murmur.node.settings;

import io.murmur.core.namespace.Namespaces;
import java.util.List;

/// The namespaces, `murmur.namespaces`.
///
/// @param canonical the same text for the same settings, however they were written
/// @param warnings sentences about levels that are allowed but give up a guarantee
record NamespaceSettings(Namespaces namespaces, String canonical, List<String> warnings) {}
