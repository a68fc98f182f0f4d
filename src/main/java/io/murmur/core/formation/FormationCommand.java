package io.murmur.core.formation;

import io.murmur.core.formation.message.FormationMessage;

/// What the formation of a node is told.
public sealed interface FormationCommand {

    /// The process has read its volume's formation record. First, and once.
    record Start() implements FormationCommand {}

    /// Time has passed: said several times within the shortest round.
    record Tick() implements FormationCommand {}

    /// Somebody asks; the answer goes back to whoever that was, under `correlation`.
    record Asked(long correlation, FormationMessage.Question question) implements FormationCommand {}

    /// An answer came.
    record Answered(FormationMessage.Answer answer) implements FormationCommand {}
}
