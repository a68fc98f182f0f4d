/// `murmur status`: how every node of a cluster sees itself and the others, side by side.
///
/// Entry: [io.murmur.cli.status.StatusCommand]. It asks the HTTP doors of a few nodes, then those of the members they
/// name ([io.murmur.cli.status.StatusQuery]), puts the answers side by side
/// ([io.murmur.cli.status.ClusterPicture]), says in words what is wrong ([io.murmur.cli.status.Warnings]) and prints
/// tables or JSON. Nobody's answer is taken for the truth about another node: where two disagree, both are shown.
@NullMarked
package io.murmur.cli.status;

import org.jspecify.annotations.NullMarked;
