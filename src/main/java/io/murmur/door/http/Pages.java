package io.murmur.door.http;

import io.murmur.core.entropy.audit.AuditRefused;
import io.murmur.door.http.status.StatusJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
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

/// What the door answers, path by path. Everything comes from memory and nothing waits, but for what other
/// nodes are asked.
final class Pages {

    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    private static final String LIVE = "/health/live";
    private static final String READY = "/health/ready";
    private static final String STATUS = "/status";
    private static final String METRICS = "/metrics";
    private static final String VERIFY = "/verify";
    private static final String EXPLAIN = "/explain";
    private static final String CUTS = "/cuts";
    private static final String ALL = String.join(", ", List.of(LIVE, READY, STATUS, VERIFY, EXPLAIN, CUTS, METRICS));

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

    CompletionStage<HttpResponse> answer(HttpRequest request) {
        return answered(request)
                .exceptionally(broken -> {
                    LOG.error("GET {} failed", request.getUri().path(), broken);
                    return sentence(500, "This page failed; the log of the node says why.");
                })
                .thenApply(response -> response.addHeader(NO_STORE).addHeader(NO_SNIFF));
    }

    private CompletionStage<HttpResponse> answered(HttpRequest request) {
        try {
            HttpResponse refusal = refusalOf(request).orElse(null);
            if (refusal != null) {
                return CompletableFuture.completedFuture(refusal);
            }
            return switch (request.getUri().path()) {
                case VERIFY -> ofCluster(agreement -> verification(request, agreement));
                case EXPLAIN -> ofCluster(agreement -> explanation(request, agreement));
                case CUTS ->
                    ofCluster(agreement -> view.cutsWithFates()
                            .thenApply(cuts -> json(200, StatusJson.write(CutsReport.of(view, agreement, cuts)))));
                default -> CompletableFuture.completedFuture(page(request));
            };
        } catch (RuntimeException broken) {
            return CompletableFuture.failedFuture(broken);
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

    private CompletionStage<HttpResponse> ofCluster(
            Function<NodeView.Agreement, CompletionStage<HttpResponse>> answers) {
        NodeView.Agreement agreement = view.agreement();
        if (agreement == null) {
            return CompletableFuture.completedFuture(
                    sentence(503, "This node belongs to no cluster yet; /health/ready says what it waits for."));
        }
        try {
            return answers.apply(agreement).exceptionally(Pages::refused);
        } catch (IllegalArgumentException wrong) {
            return CompletableFuture.completedFuture(sentence(400, String.valueOf(wrong.getMessage())));
        }
    }

    private static HttpResponse refused(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof AuditRefused refused) {
            return sentence(503, "Not done: " + refused.getMessage() + ".");
        }
        throw new CompletionException(cause);
    }

    private CompletionStage<HttpResponse> verification(HttpRequest request, NodeView.Agreement agreement) {
        VerifyQuery query = VerifyQuery.of(
                request.getUri().query(), agreement.placement().partitions().count());
        return view.verify(query.partitions(), query.reads())
                .thenApply(audited -> json(
                        200,
                        StatusJson.write(
                                new VerificationReport(view, agreement).of(audited, query.reads(), query.all()))));
    }

    private CompletionStage<HttpResponse> explanation(HttpRequest request, NodeView.Agreement agreement) {
        return view.explain(KeyQuery.of(request.getUri().query()))
                .thenApply(report -> json(200, StatusJson.write(ExplanationReport.of(view, agreement, report))));
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
