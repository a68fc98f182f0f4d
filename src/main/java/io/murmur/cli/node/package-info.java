/// `murmur node`: one node in this process.
///
/// Entry: [io.murmur.cli.node.NodeCommand]. The node itself is behind [io.murmur.cli.node.NodeLauncher].
@NullMarked
package io.murmur.cli.node;

import org.jspecify.annotations.NullMarked;
