/// The actor shell: what carries out the outputs of the core.
///
/// Protocols decide, this room acts: [OutputRunner] is the one place of the program that matches on outputs, and an
/// [OutputRunner.Port] is what an actor lends it. Invariant: outputs are carried out in the order in which they were
/// decided, each exactly once. What is not here: any protocol, and the actors, which live in the rooms below.
@NullMarked
package io.murmur.actor;

import org.jspecify.annotations.NullMarked;
