/// Commands that read and change the elements of sets and hashes, and what they share with those of sorted sets
/// (`door.redis.scores`): one read of the whole key, or one change of some of its elements.
///
/// Source: decision 34 (each element is an event of its own). Entry:
/// [io.murmur.door.redis.collection.CollectionCommands]. What is not here: commands on keys as a whole, whatever they
/// hold (`door.redis.data`), and what becomes of elements that were written on both sides of a cut (`core.value`).
@NullMarked
package io.murmur.door.redis.collection;

import org.jspecify.annotations.NullMarked;
