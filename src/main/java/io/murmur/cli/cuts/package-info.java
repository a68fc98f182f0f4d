/// `murmur cuts`: when nodes were out of touch with each other, as each side saw it, and what came of it.
///
/// Entry: [io.murmur.cli.cuts.CutsCommand]. It asks every node for the cuts it has seen; those that overlap
/// in time are one [io.murmur.cli.cuts.Episode], and an [io.murmur.cli.cuts.EpisodeReading] is what people
/// read of it.
@NullMarked
package io.murmur.cli.cuts;

import org.jspecify.annotations.NullMarked;
