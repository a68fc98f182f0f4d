package io.murmur.node;

import io.murmur.node.settings.NodeSettings;
import io.murmur.storage.LayoutFile;
import io.murmur.storage.Opening;
import io.murmur.storage.Volume;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A volume that may be used with the settings given.
///
/// @param clean whether the node that used it last stopped cleanly
record OpenVolume(Volume volume, boolean clean) {

    private static final Logger LOG = LoggerFactory.getLogger(OpenVolume.class);

    /// Opens the node's volume.
    ///
    /// @param fatal told, as a sentence, when a write failed
    static OpenVolume open(NodeSettings settings, boolean acceptLoss, Consumer<String> fatal) throws StartRefused {
        try {
            Opening opening = Volume.open(
                    settings.place().data(),
                    settings.storage(),
                    acceptLoss,
                    new SecureRandom(),
                    failure -> fatal.accept(
                            "a write to the volume failed, and what the disk holds is unknown until the log has been"
                                    + " read again: " + failure.getMessage()));
            return switch (opening) {
                case Opening.Refused(_, var sentence) -> throw new StartRefused(sentence);
                case Opening.Opened opened -> accepted(opened, settings.lanes());
            };
        } catch (IOException unusable) {
            throw new StartRefused(
                    "the volume " + settings.place().data() + " (murmur.node.data) cannot be used: "
                            + unusable.getMessage(),
                    unusable);
        }
    }

    private static OpenVolume accepted(Opening.Opened opened, int lanes) throws StartRefused, IOException {
        Volume volume = opened.volume();
        if (LayoutFile.lanes(volume, lanes) instanceof LayoutFile.Verdict.Refused(var sentence)) {
            volume.close();
            throw new StartRefused(sentence);
        }
        LOG.info(
                "Volume {} of node {}: {}",
                volume.folder(),
                volume.identity().node(),
                opened.fresh() ? "new" : opened.clean() ? "stopped cleanly" : "was not stopped cleanly, recovering");
        if (volume.isBootstrapping()) {
            LOG.warn("This volume lost data: it takes part in writes, but neither acknowledges nor answers reads");
        }
        return new OpenVolume(volume, opened.clean());
    }
}
