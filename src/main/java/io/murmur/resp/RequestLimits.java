package io.murmur.resp;

/// How large a request may be. Beyond the first three a request is skipped, byte by byte and without keeping
/// it, and refused: the connection stays in step. What is so large that skipping it makes no sense is taken for
/// garbage.
///
/// @param requestBytesMax all arguments of one request together
/// @param argumentBytesMax one argument
/// @param argumentsMax arguments of one request, its name included
/// @param inlineBytesMax length of a request typed as a line
public record RequestLimits(long requestBytesMax, int argumentBytesMax, int argumentsMax, int inlineBytesMax) {

    /// An argument announced longer than this (Redis' own limit) is garbage.
    static final long ARGUMENT_BYTES_SKIPPED_MAX = 512L * 1024 * 1024;

    /// A request announced with more arguments than this (Redis' own limit) is garbage.
    static final long ARGUMENTS_SKIPPED_MAX = 1024L * 1024;

    public RequestLimits {
        require(argumentBytesMax, 64, ARGUMENT_BYTES_SKIPPED_MAX, "argumentBytesMax");
        require(requestBytesMax, argumentBytesMax, Integer.MAX_VALUE, "requestBytesMax");
        require(argumentsMax, 16, ARGUMENTS_SKIPPED_MAX, "argumentsMax");
        require(inlineBytesMax, 64, 1024 * 1024, "inlineBytesMax");
    }

    private static void require(long value, long min, long max, String name) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be from " + min + " to " + max);
        }
    }
}
