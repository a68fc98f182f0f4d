package io.murmur.node;

import io.murmur.door.http.NodeView;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How far the node has come. Thread-safe; a node that stops does nothing else any more.
final class NodeLife {

    private static final Logger LOG = LoggerFactory.getLogger(NodeLife.class);

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean clean;
    private volatile NodeView.Readiness now = new NodeView.Readiness(NodeView.State.FORMING, "starting");

    /// Moves on, and says so in the log.
    synchronized void become(NodeView.State state, String detail) {
        NodeView.Readiness next = new NodeView.Readiness(state, detail);
        if (now.state() == NodeView.State.STOPPING || now.equals(next)) {
            return;
        }
        now = next;
        if (state == NodeView.State.REFUSED) {
            LOG.error("Does not serve: {}", detail);
        } else {
            LOG.info("{}: {}", state.name().toLowerCase(Locale.ROOT), detail);
        }
    }

    NodeView.Readiness current() {
        return now;
    }

    void endedCleanly() {
        clean = true;
    }

    void end() {
        ended.countDown();
    }

    boolean awaitEnd() throws InterruptedException {
        ended.await();
        return clean;
    }
}
