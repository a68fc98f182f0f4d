package io.murmur.resp;

/// What a chunk of bytes held.
public sealed interface Decoded {

    /// The chunk is used up in the middle of a request, or between two.
    record Incomplete() implements Decoded {
        static final Incomplete INSTANCE = new Incomplete();
    }

    /// A whole request.
    record Complete(Request request) implements Decoded {}

    /// A whole request that was too large, and was skipped: answer with an error, go on with the next.
    record Oversized(String sentence) implements Decoded {}

    /// Not the protocol: answer with an error and close, because nobody knows where the next request begins.
    record Garbage(String sentence) implements Decoded {}
}
