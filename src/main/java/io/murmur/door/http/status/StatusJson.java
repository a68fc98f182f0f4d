package io.murmur.door.http.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/// The documents of this package as JSON, and back.
public final class StatusJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(JsonInclude.Value.empty().withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private StatusJson() {}

    public static byte[] write(NodeStatus status) {
        return bytes(status);
    }

    public static byte[] write(Health health) {
        return bytes(health);
    }

    public static byte[] write(Verification verification) {
        return bytes(verification);
    }

    /// Reads what a node of this or another version wrote.
    ///
    /// @throws IOException when it is no verification; says why
    public static Verification readVerification(byte[] json) throws IOException {
        return read(json, Verification.class);
    }

    public static byte[] write(Explanation explanation) {
        return bytes(explanation);
    }

    /// Reads what a node of this or another version wrote.
    ///
    /// @throws IOException when it is no explanation; says why
    public static Explanation readExplanation(byte[] json) throws IOException {
        return read(json, Explanation.class);
    }

    public static byte[] write(CutHistory cuts) {
        return bytes(cuts);
    }

    /// Reads what a node of this or another version wrote.
    ///
    /// @throws IOException when these are no cuts; says why
    public static CutHistory readCuts(byte[] json) throws IOException {
        return read(json, CutHistory.class);
    }

    private static <T> T read(byte[] json, Class<T> type) throws IOException {
        T document = MAPPER.readValue(json, type);
        if (document == null) {
            throw new IOException("the document is null");
        }
        return document;
    }

    private static byte[] bytes(Object document) {
        try {
            return MAPPER.writeValueAsBytes(document);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a status could not be written as JSON", impossible);
        }
    }

    /// Reads what a node of this or another version wrote.
    ///
    /// @throws IOException when it is not the status of a node; says why
    public static NodeStatus read(byte[] json) throws IOException {
        return read(json, NodeStatus.class);
    }
}
