package io.murmur.load.sides;

/// A write to the namespace in which one owner is enough ([BothSides]).
///
/// @param value written once in a stage
/// @param node it went through
/// @param beginNanos before it was sent
/// @param endNanos after the answer, or when the client gave up
/// @param isAcknowledged false if nobody knows what became of it
public record Written(String key, String value, int node, long beginNanos, long endNanos, boolean isAcknowledged) {

    /// Whether it may have taken effect after this moment: without an answer at any later time.
    public boolean mayEndAfter(long nanos) {
        return !isAcknowledged || endNanos > nanos;
    }
}
