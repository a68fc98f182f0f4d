package io.murmur.door.http;

import io.murmur.door.http.status.StatusJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.Allow;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the door answers, path by path. Everything comes from memory; nothing waits.
final class Pages {

    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    private static final String LIVE = "/health/live";
    private static final String READY = "/health/ready";
    private static final String STATUS = "/status";
    private static final String METRICS = "/metrics";
    private static final String ALL = String.join(", ", List.of(LIVE, READY, STATUS, METRICS));

    private static final String PARTITIONS = "partitions";
    private static final ContentType PROMETHEUS = ContentTypes.parse("text/plain; version=0.0.4; charset=utf-8");
    private static final RawHeader NO_STORE = RawHeader.create("Cache-Control", "no-store");
    private static final RawHeader NO_SNIFF = RawHeader.create("X-Content-Type-Options", "nosniff");

    private final NodeView view;
    private final MetricsPage metrics;

    Pages(NodeView view, MetricsPage metrics) {
        this.view = view;
        this.metrics = metrics;
    }

    HttpResponse answer(HttpRequest request) {
        try {
            return refusalOf(request)
                    .orElseGet(() -> page(request))
                    .addHeader(NO_STORE)
                    .addHeader(NO_SNIFF);
        } catch (RuntimeException broken) {
            LOG.error("GET {} failed", request.getUri().path(), broken);
            return sentence(500, "This page failed; the log of the node says why.");
        }
    }

    private static Optional<HttpResponse> refusalOf(HttpRequest request) {
        if (!request.method().equals(HttpMethods.GET)) {
            String method = request.method().value();
            HttpResponse refusal = sentence(405, method + " is not allowed: this door only shows; use GET or HEAD.");
            return Optional.of(refusal.addHeader(Allow.create(HttpMethods.GET, HttpMethods.HEAD)));
        }
        return request.entity().isKnownEmpty()
                ? Optional.empty()
                : Optional.of(sentence(400, "GET takes no body here; send the request without one."));
    }

    private HttpResponse page(HttpRequest request) {
        return switch (request.getUri().path()) {
            case LIVE -> json(200, "{\"live\":true}");
            case READY -> readiness();
            case STATUS -> status(request);
            case METRICS -> HttpResponse.create().withEntity(HttpEntities.create(PROMETHEUS, bytes(metrics.text())));
            default -> sentence(404, "There is nothing at this path; there is " + ALL + ".");
        };
    }

    private HttpResponse readiness() {
        NodeView.Readiness readiness = view.readiness();
        return json(readiness.isReady() ? 200 : 503, StatusJson.write(StatusReport.health(readiness)));
    }

    private HttpResponse status(HttpRequest request) {
        String wanted = request.getUri().query().getOrElse(PARTITIONS, "false");
        return switch (wanted) {
            case "true" -> json(200, StatusJson.write(StatusReport.of(view, true)));
            case "false" -> json(200, StatusJson.write(StatusReport.of(view, false)));
            default -> sentence(400, "The parameter partitions must be true or false.");
        };
    }

    private static HttpResponse json(int code, String text) {
        return json(code, bytes(text));
    }

    private static HttpResponse json(int code, byte[] bytes) {
        return HttpResponse.create()
                .withStatus(StatusCodes.get(code))
                .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, bytes));
    }

    private static HttpResponse sentence(int code, String text) {
        return HttpResponse.create()
                .withStatus(StatusCodes.get(code))
                .withEntity(HttpEntities.create(ContentTypes.TEXT_PLAIN_UTF8, bytes(text + "\n")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
