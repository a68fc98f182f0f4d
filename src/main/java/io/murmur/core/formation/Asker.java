package io.murmur.core.formation;

import io.murmur.core.formation.message.Introduction;

/// This process, as it asks others.
///
/// @param self its id is the volume's
/// @param replyTo where answers reach it, as [io.murmur.core.formation.message.FormationMessage.Question#replyTo]
public record Asker(Introduction self, String replyTo) {}
