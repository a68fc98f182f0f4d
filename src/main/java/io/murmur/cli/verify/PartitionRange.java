package io.murmur.cli.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Partitions in a row.
///
/// @param from the first
/// @param to the last, not before the first
record PartitionRange(int from, int to) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

    /// Reads `7` or `0-15`.
    ///
    /// @throws IllegalArgumentException when it is something else
    static PartitionRange parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (matcher.matches()) {
            int from = Integer.parseInt(matcher.group(1));
            int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
            if (from <= to) {
                return new PartitionRange(from, to);
            }
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" is no range of partitions; it must be one, such as 7, or two"
                        + " with the lower first, such as 0-15");
    }

    /// Pieces of at most `size`, in order.
    List<PartitionRange> cut(int size) {
        List<PartitionRange> pieces = new ArrayList<>();
        for (long first = from; first <= to; first += size) {
            pieces.add(new PartitionRange((int) first, (int) Math.min(to, first + size - 1)));
        }
        return pieces;
    }

    /// Two pieces of about the same size, in order.
    List<PartitionRange> halves() {
        return cut((to - from) / 2 + 1);
    }

    @Override
    public String toString() {
        return from + "-" + to;
    }

    /// Lets picocli read a range.
    static final class Converter implements ITypeConverter<PartitionRange> {
        @Override
        public PartitionRange convert(String text) {
            try {
                return parse(text);
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(wrong.getMessage());
            }
        }
    }
}
