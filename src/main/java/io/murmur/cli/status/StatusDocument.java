package io.murmur.cli.status;

import io.murmur.cli.command.Json;
import java.util.List;

/// The picture as one JSON document for programs.
///
/// @param healthy whether every node answers and is ready
/// @param warnings what is wrong, in words
/// @param nodes each with its own status, or the reason of its silence
record StatusDocument(boolean healthy, List<String> warnings, List<ClusterPicture.Row> nodes) {

    StatusDocument {
        warnings = List.copyOf(warnings);
        nodes = List.copyOf(nodes);
    }

    static String text(ClusterPicture picture) {
        return Json.of(new StatusDocument(picture.allReady(), Warnings.of(picture), picture.rows()));
    }
}
