package io.murmur.door.http;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.pekko.http.javadsl.model.Query;

/// The parameters of a verification.
///
/// @param partitions to look at
/// @param reads whether each owner reads each row
/// @param all whether partitions that agree are listed
record VerifyQuery(List<Integer> partitions, boolean reads, boolean all) {

    private static final Pattern RANGE = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

    VerifyQuery {
        partitions = List.copyOf(partitions);
    }

    /// Reads the parameters of a request.
    ///
    /// @param count how many partitions there are
    /// @throws IllegalArgumentException with a sentence that names the parameter and what it may be
    static VerifyQuery of(Query query, int count) {
        return new VerifyQuery(
                range(query.getOrElse("partitions", "0-" + (count - 1)), count),
                flag("read", query.getOrElse("read", "false")),
                flag("all", query.getOrElse("all", "false")));
    }

    private static List<Integer> range(String text, int count) {
        Matcher range = RANGE.matcher(text);
        if (range.matches()) {
            int from = Integer.parseInt(range.group(1));
            int to = range.group(2) == null ? from : Integer.parseInt(range.group(2));
            if (from <= to && to < count) {
                return IntStream.rangeClosed(from, to).boxed().toList();
            }
        }
        throw new IllegalArgumentException(
                "The parameter partitions must be a partition, or a range such as 0-15, from 0" + " to " + (count - 1)
                        + ".");
    }

    private static boolean flag(String name, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("The parameter " + name + " must be true or false.");
        };
    }
}
