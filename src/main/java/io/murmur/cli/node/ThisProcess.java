package io.murmur.cli.node;

import io.murmur.node.MurmurNode;
import io.murmur.node.StartRefused;
import io.murmur.node.settings.NodeSettings;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts the one node of this process.
public final class ThisProcess implements NodeLauncher {

    private static final Logger LOG = LoggerFactory.getLogger(ThisProcess.class);

    @Override
    public RunningNode start(NodeSettings settings, boolean acceptLoss) throws RefusedStart {
        try {
            return running(MurmurNode.start(settings, acceptLoss));
        } catch (StartRefused refused) {
            throw new RefusedStart(String.valueOf(refused.getMessage()));
        }
    }

    private static RunningNode running(MurmurNode node) {
        return new RunningNode() {
            @Override
            public boolean awaitEnd() throws InterruptedException {
                return node.awaitEnd();
            }

            @Override
            public void stop() {
                try {
                    node.close();
                } catch (IOException failed) {
                    LOG.error("The volume was not closed cleanly: {}", failed.getMessage());
                }
            }
        };
    }
}
