package io.murmur.node;

import io.murmur.core.entropy.Bootstrap;
import io.murmur.core.entropy.ExchangeNotice;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.namespace.Namespace;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.ring.Placement;
import io.murmur.storage.Volume;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets a volume that lost data speak again when exchanges have brought everything back. Called by one thread.
final class Bootstrapping implements Consumer<ExchangeNotice> {

    private static final Logger LOG = LoggerFactory.getLogger(Bootstrapping.class);

    private final Volume volume;
    private final Bootstrap progress;

    Bootstrapping(Volume volume, NodeId self, Placement placement, Namespaces namespaces) {
        this.volume = volume;
        int writeOwnersMin = Stream.concat(Stream.of(namespaces.fallback()), namespaces.named().stream())
                .mapToInt(Namespace::writeOwners)
                .min()
                .orElse(1);
        this.progress = new Bootstrap(self, placement, writeOwnersMin, Safeguards.ALL);
    }

    @Override
    public void accept(ExchangeNotice notice) {
        if (volume.isBootstrapping()) {
            progress.note(notice);
            finishIfDone();
        }
    }

    /// How many other nodes this one has to catch up with; 0 if it lost nothing. Safe to call from any thread.
    int sourcesNeeded() {
        return volume.isBootstrapping() ? progress.sourcesNeeded() : 0;
    }

    /// Who owns nothing that others own too has nobody to wait for.
    void finishIfDone() {
        if (volume.isBootstrapping() && progress.isDone()) {
            finish();
        }
    }

    private void finish() {
        try {
            volume.finishBootstrapping();
            LOG.info("This volume holds again what the other owners hold: it answers and acknowledges from now on");
        } catch (IOException failed) {
            LOG.error("The volume is whole again, but its mark cannot be taken away: {}", failed.getMessage());
        }
    }
}
