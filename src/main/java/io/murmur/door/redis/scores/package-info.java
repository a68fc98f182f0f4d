/// Commands that read and change sorted sets: members in the order of their scores, put in order when they are read.
///
/// Source: decision 34 (each member is an event of its own, which holds the score). Entry:
/// [io.murmur.door.redis.scores.ScoreCommands]. What is not here: what commands of all types of collections share
/// (`door.redis.collection`).
@NullMarked
package io.murmur.door.redis.scores;

import org.jspecify.annotations.NullMarked;
