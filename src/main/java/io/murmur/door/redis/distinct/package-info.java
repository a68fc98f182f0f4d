/// Commands on HyperLogLogs: how many different elements a key, or several, have seen.
///
/// Elements become registers here, so what travels is registers. Entry class:
/// [io.murmur.door.redis.distinct.DistinctCommands]. What is not here: how additions come together
/// ([io.murmur.core.value.Registers]).
@NullMarked
package io.murmur.door.redis.distinct;

import org.jspecify.annotations.NullMarked;
