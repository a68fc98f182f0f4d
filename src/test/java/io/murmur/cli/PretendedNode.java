package io.murmur.cli;

import com.sun.net.httpserver.HttpServer;
import io.murmur.cli.node.RefusedStart;
import io.murmur.cli.node.RunningNode;
import io.murmur.node.settings.NodeSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// What looks like a node from outside: it answers at `/health/ready`, and stops when it is told to.
///
/// It is forming until it has been asked once. The file `refuse` in its data folder makes it refuse its volume.
final class PretendedNode implements RunningNode {

    private static final String FORMING = "{\"ready\":false,\"state\":\"forming\",\"detail\":\"waits for others\"}";
    private static final String READY = "{\"ready\":true,\"state\":\"ready\",\"detail\":\"\"}";

    private final HttpServer server;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean wasAsked;

    private PretendedNode(NodeSettings settings) throws IOException {
        InetSocketAddress address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), settings.http().port());
        server = HttpServer.create(address, 0);
        server.createContext("/health/ready", exchange -> {
            byte[] body = (wasAsked ? READY : FORMING).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(wasAsked ? 200 : 503, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
            wasAsked = true;
        });
        server.start();
    }

    static RunningNode start(NodeSettings settings, boolean acceptLoss) throws IOException, RefusedStart {
        Path data = Files.createDirectories(settings.place().data());
        if (Files.exists(data.resolve("refuse")) && !acceptLoss) {
            throw new RefusedStart("the volume " + data + " is refused; start with --accept-loss to go on");
        }
        PretendedNode node = new PretendedNode(settings);
        Files.writeString(
                data.resolve("pid"), Long.toString(ProcessHandle.current().pid()));
        System.err.println("pretending to be " + settings.place().name());
        return node;
    }

    @Override
    public boolean awaitEnd() throws InterruptedException {
        ended.await();
        return true;
    }

    @Override
    public void stop() {
        server.stop(0);
        System.err.println("stopped");
        ended.countDown();
    }
}
