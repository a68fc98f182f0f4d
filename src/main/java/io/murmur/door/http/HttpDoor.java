package io.murmur.door.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.japi.function.Function;

/// The door itself: listens until it is stopped. Starting and stopping block their caller; everything else
/// happens on the threads of the actor system.
public final class HttpDoor {

    private static final long BIND_MILLIS_MAX = 30_000;
    private static final long CLOSE_MILLIS = 2_000;

    /// What no request to this door needs more of. A GET has no body; a little is read to be able to refuse it.
    private static final String LIMITS = """
        pekko.http.server {
          server-header = murmur
          transparent-head-requests = on
          remote-address-header = off
          request-timeout = 90s
          bind-timeout = 30s
          pipelining-limit = 1
          preview.enable-http2 = off
          parsing {
            max-uri-length = 16k
            max-header-count = 64
            max-header-value-length = 8k
            max-content-length = 8k
            illegal-header-warnings = off
          }
        }
        """;

    private final ServerBinding binding;

    private HttpDoor(ServerBinding binding) {
        this.binding = binding;
    }

    /// Opens a door.
    ///
    /// @throws IOException when the address cannot be bound
    public static HttpDoor start(
            ClassicActorSystemProvider system, HttpDoorSettings settings, NodeView view, MetricsPage metrics)
            throws IOException {
        Pages pages = new Pages(view, metrics);
        Function<HttpRequest, CompletionStage<HttpResponse>> answers = request -> answer(system, pages, request);
        CompletionStage<ServerBinding> bound = Http.get(system)
                .newServerAt(settings.bindHost(), settings.port())
                .withSettings(serverSettings(system, settings))
                .bind(answers);
        try {
            return new HttpDoor(within(bound, BIND_MILLIS_MAX));
        } catch (ExecutionException | TimeoutException failed) {
            throw new IOException(
                    "the HTTP door cannot listen on " + settings.bindHost() + ":" + settings.port()
                            + " (murmur.node.bind, murmur.ports.http)",
                    failed);
        }
    }

    private static CompletionStage<HttpResponse> answer(
            ClassicActorSystemProvider system, Pages pages, HttpRequest request) {
        request.discardEntityBytes(system);
        return pages.answer(request);
    }

    private static ServerSettings serverSettings(ClassicActorSystemProvider system, HttpDoorSettings settings) {
        Config ours = ConfigFactory.parseString(LIMITS + "pekko.http.server.idle-timeout = " + settings.idleMillis()
                + "ms\npekko.http.server.max-connections = " + settings.connectionsMax());
        return ServerSettings.create(
                ours.withFallback(system.classicSystem().settings().config()));
    }

    /// Where it listens.
    public int port() {
        return binding.localAddress().getPort();
    }

    /// Takes no new connections, answers what was asked for at most `drainMillis`, then closes.
    public void stop(long drainMillis) {
        try {
            within(binding.terminate(Duration.ofMillis(Math.max(1, drainMillis))), drainMillis + CLOSE_MILLIS);
        } catch (ExecutionException | TimeoutException _) {
            // The actor system closes what is left when it ends; that is the next step of whoever stops the door.
        }
    }

    private static <T> T within(CompletionStage<T> stage, long millis) throws ExecutionException, TimeoutException {
        try {
            return stage.toCompletableFuture().get(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ExecutionException("interrupted", interrupted);
        }
    }
}
