/// That a run follows from its seed alone, in whatever process it runs. Entry: [DeterminismTest].
@NullMarked
package io.murmur.sim.determinism;

import org.jspecify.annotations.NullMarked;
