package io.murmur.resp;

/// Where the keys of a command stand, counted as `COMMAND` counts them: the name is 0.
///
/// @param first the first key, 0 for a command without keys
/// @param last the last key; negative: counted from the end, -1 being the last argument
/// @param step from one key to the next
public record KeyPositions(int first, int last, int step) {

    public KeyPositions {
        if (first < 0 || (first == 0) != (step == 0) || (first > 0 && last >= 0 && last < first)) {
            throw new IllegalArgumentException("keys cannot stand at " + first + " " + last + " " + step);
        }
    }

    /// The position of the last key in a request of `size` arguments; less than [#first] if it has none.
    public int lastIn(int size) {
        return last >= 0 ? Math.min(last, size - 1) : size + last;
    }
}
