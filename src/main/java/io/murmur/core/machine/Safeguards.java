package io.murmur.core.machine;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Which safeguards are on. Immutable.
public final class Safeguards {

    /// What production runs with.
    public static final Safeguards ALL = new Safeguards(EnumSet.allOf(Safeguard.class));

    private final Set<Safeguard> on;

    private Safeguards(EnumSet<Safeguard> on) {
        this.on = Collections.unmodifiableSet(on);
    }

    /// All but these. For tests only; the architecture rules keep production code from calling it.
    public static Safeguards without(Safeguard... off) {
        EnumSet<Safeguard> rest = EnumSet.allOf(Safeguard.class);
        List.of(off).forEach(rest::remove);
        return new Safeguards(rest);
    }

    public boolean has(Safeguard safeguard) {
        return on.contains(safeguard);
    }

    @Override
    public String toString() {
        EnumSet<Safeguard> off = EnumSet.allOf(Safeguard.class);
        off.removeAll(on);
        return off.isEmpty() ? "all safeguards" : "all safeguards but " + off;
    }
}
