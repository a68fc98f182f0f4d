package io.murmur.cli.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.List;

/// The picture as one JSON document for programs.
///
/// @param healthy whether every node answers and is ready
/// @param warnings what is wrong, in words
/// @param nodes each with its own status, or the reason of its silence
record StatusDocument(boolean healthy, List<String> warnings, List<ClusterPicture.Row> nodes) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(JsonInclude.Value.empty().withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    StatusDocument {
        warnings = List.copyOf(warnings);
        nodes = List.copyOf(nodes);
    }

    static String text(ClusterPicture picture) {
        StatusDocument document = new StatusDocument(picture.allReady(), Warnings.of(picture), picture.rows());
        try {
            return MAPPER.writeValueAsString(document) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException("a status could not be written as JSON", impossible);
        }
    }
}
