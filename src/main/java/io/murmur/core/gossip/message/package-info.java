/// What nodes tell each other by gossip, with its bytes (`src/docs/formats.md`, "Gossip"). Values without behaviour.
@NullMarked
package io.murmur.core.gossip.message;

import org.jspecify.annotations.NullMarked;
