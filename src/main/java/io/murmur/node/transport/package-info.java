/// How the node's actors reach other nodes: the Pekko cluster, greetings to addresses, mailboxes of members.
@NullMarked
package io.murmur.node.transport;

import org.jspecify.annotations.NullMarked;
