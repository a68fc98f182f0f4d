/// The exchanges of a node: one actor that asks other nodes what this one lacks, and answers what they ask.
///
/// Wraps [io.murmur.core.entropy.ExchangeMachine] and [io.murmur.core.entropy.answer.Responder]. Entry:
/// [io.murmur.actor.entropy.ExchangeActor]. It runs on the readers' dispatcher, since it reads pages of the
/// table. What is not here: the dialogue itself (`core.entropy`), storing what was fetched (`actor.replica`).
@NullMarked
package io.murmur.actor.entropy;

import org.jspecify.annotations.NullMarked;
