package io.murmur.resp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Makes requests out of chunks of bytes, wherever the chunks are cut.
///
/// A request is an array of bulk strings, or a line of words. States: between requests -> (line | announced) ->
/// for each argument: length -> bytes -> end of line -> between requests. Too large a request is read to its
/// end and reported as [Decoded.Oversized]; [Decoded.Garbage] is final. Memory held is at most the limits, and
/// for an argument that was announced but not sent never more than twice what has arrived. Not thread-safe.
public final class RequestDecoder {

    private static final int CR = '\r';
    private static final int LF = '\n';
    /// `*` or `$`, a sign and the digits of a number that fits; longer is garbage.
    private static final int HEADER_BYTES_MAX = 16;
    /// Announced arguments up to this size get their memory at once.
    private static final int TRUSTED_BYTES = 64 * 1024;
    private static final int TRUSTED_ARGUMENTS = 64;
    private static final byte[] NO_BYTES = new byte[0];

    private enum State {
        BETWEEN,
        LINE,
        COUNT,
        LENGTH,
        BYTES,
        BYTES_END,
        BROKEN
    }

    private final RequestLimits limits;
    private State state = State.BETWEEN;
    private byte[] line = new byte[64];
    private int lineLength;
    private byte[][] arguments = new byte[0][];
    private int announced;
    private int read;
    private byte[] argument = NO_BYTES;
    private long argumentLength;
    private long argumentRead;
    private long requestBytes;
    private boolean skipping;
    private String sentence = "";

    public RequestDecoder(RequestLimits limits) {
        this.limits = limits;
    }

    /// Reads on in `chunk` to the end of one request or of the chunk. Call again while it returns anything but
    /// [Decoded.Incomplete].
    public Decoded next(ByteBuffer chunk) {
        while (true) {
            Decoded decoded = step(chunk);
            if (decoded != null) {
                return decoded;
            }
        }
    }

    /// Bytes held of a request that is not complete.
    public long heldBytes() {
        return lineLength + (skipping ? 0 : requestBytes);
    }

    private @Nullable Decoded step(ByteBuffer chunk) {
        if (state != State.BROKEN && !chunk.hasRemaining()) {
            return Decoded.Incomplete.INSTANCE;
        }
        return switch (state) {
            case BETWEEN -> begin(chunk);
            case LINE -> readLine(chunk, limits.inlineBytesMax()) ? inline() : endOfLine("too big inline request");
            case COUNT -> readLine(chunk, HEADER_BYTES_MAX) ? count() : endOfLine("invalid multibulk length");
            case LENGTH -> readLine(chunk, HEADER_BYTES_MAX) ? length() : endOfLine("invalid bulk length");
            case BYTES -> bytes(chunk);
            case BYTES_END -> readLine(chunk, 1) ? argumentEnded() : endOfLine("expected the end of a bulk string");
            case BROKEN -> new Decoded.Garbage(sentence);
        };
    }

    private @Nullable Decoded begin(ByteBuffer chunk) {
        lineLength = 0;
        requestBytes = 0;
        skipping = false;
        if (chunk.get(chunk.position()) == '*') {
            chunk.get();
            state = State.COUNT;
        } else {
            state = State.LINE;
        }
        return null;
    }

    /// Collects a line; true when its end was read. A line is ended by LF; a CR before it does not count.
    private boolean readLine(ByteBuffer chunk, int lengthMax) {
        while (chunk.hasRemaining()) {
            byte next = chunk.get();
            if (next == LF) {
                lineLength -= lineLength > 0 && line[lineLength - 1] == CR ? 1 : 0;
                return true;
            }
            if (lineLength > lengthMax) {
                return false;
            }
            if (lineLength == line.length) {
                line = Arrays.copyOf(line, Math.min(lengthMax + 1, line.length * 2));
            }
            line[lineLength++] = next;
        }
        return false;
    }

    private Decoded endOfLine(String whenTooLong) {
        int lengthMax = state == State.LINE ? limits.inlineBytesMax() : state == State.BYTES_END ? 1 : HEADER_BYTES_MAX;
        return lineLength > lengthMax ? broken(whenTooLong) : Decoded.Incomplete.INSTANCE;
    }

    private @Nullable Decoded inline() {
        byte[][] words = InlineRequest.split(line, lineLength);
        if (words == null) {
            return broken("unbalanced quotes in request");
        }
        state = State.BETWEEN;
        int length = lineLength;
        lineLength = 0;
        return words.length == 0 ? null : new Decoded.Complete(new Request(words, length));
    }

    private @Nullable Decoded count() {
        long count = lineNumber();
        if (count < -1 || count > RequestLimits.ARGUMENTS_SKIPPED_MAX) {
            return broken("invalid multibulk length");
        }
        lineLength = 0;
        if (count <= 0) {
            state = State.BETWEEN;
            return null;
        }
        announced = (int) count;
        read = 0;
        if (count > limits.argumentsMax()) {
            skip("a request of " + count + " arguments is too large, at most " + limits.argumentsMax()
                    + " are allowed: send it in parts");
        }
        arguments = skipping ? new byte[0][] : new byte[Math.min(announced, TRUSTED_ARGUMENTS)][];
        state = State.LENGTH;
        return null;
    }

    private @Nullable Decoded length() {
        if (lineLength == 0 || line[0] != '$') {
            return broken("expected '$', got '" + (lineLength == 0 ? ' ' : printable(line[0])) + "'");
        }
        line[0] = '+';
        argumentLength = lineNumber();
        lineLength = 0;
        if (argumentLength < 0 || argumentLength > RequestLimits.ARGUMENT_BYTES_SKIPPED_MAX) {
            return broken("invalid bulk length");
        }
        if (argumentLength > limits.argumentBytesMax()) {
            skip("an argument of " + argumentLength + " bytes is too large, at most " + limits.argumentBytesMax()
                    + " are allowed");
        } else if (requestBytes + argumentLength > limits.requestBytesMax()) {
            skip("a request of more than " + limits.requestBytesMax() + " bytes is too large: send it in parts");
        }
        argumentRead = 0;
        argument = skipping ? NO_BYTES : new byte[(int) Math.min(argumentLength, TRUSTED_BYTES)];
        state = argumentLength == 0 ? State.BYTES_END : State.BYTES;
        return null;
    }

    private @Nullable Decoded bytes(ByteBuffer chunk) {
        int more = (int) Math.min(chunk.remaining(), argumentLength - argumentRead);
        if (skipping) {
            chunk.position(chunk.position() + more);
        } else {
            makeRoom((int) argumentRead + more);
            chunk.get(argument, (int) argumentRead, more);
            requestBytes += more;
        }
        argumentRead += more;
        if (argumentRead < argumentLength) {
            return Decoded.Incomplete.INSTANCE;
        }
        state = State.BYTES_END;
        return null;
    }

    private void makeRoom(int needed) {
        if (needed > argument.length) {
            argument = Arrays.copyOf(argument, (int) Math.min(argumentLength, Math.max(needed, 2L * argument.length)));
        }
    }

    private @Nullable Decoded argumentEnded() {
        if (lineLength != 0) {
            return broken("expected the end of a bulk string");
        }
        if (!skipping) {
            if (read == arguments.length) {
                arguments = Arrays.copyOf(arguments, Math.min(announced, arguments.length * 2));
            }
            arguments[read] = argument;
        }
        argument = NO_BYTES;
        read++;
        state = State.LENGTH;
        return read == announced ? requestEnded() : null;
    }

    private Decoded requestEnded() {
        state = State.BETWEEN;
        Decoded decoded =
                skipping ? new Decoded.Oversized(sentence) : new Decoded.Complete(new Request(arguments, requestBytes));
        arguments = new byte[0][];
        requestBytes = 0;
        return decoded;
    }

    /// From here on the request is read to its end, but not kept.
    private void skip(String reason) {
        if (!skipping) {
            skipping = true;
            sentence = reason;
            arguments = new byte[0][];
            requestBytes = 0;
        }
    }

    private Decoded broken(String reason) {
        state = State.BROKEN;
        sentence = reason;
        arguments = new byte[0][];
        argument = NO_BYTES;
        line = NO_BYTES;
        lineLength = 0;
        requestBytes = 0;
        return new Decoded.Garbage(sentence);
    }

    /// The collected line as a decimal number, or [Long#MIN_VALUE].
    private long lineNumber() {
        int at = lineLength > 0 && (line[0] == '-' || line[0] == '+') ? 1 : 0;
        if (at == lineLength || lineLength > HEADER_BYTES_MAX) {
            return Long.MIN_VALUE;
        }
        long number = 0;
        for (int i = at; i < lineLength; i++) {
            if (line[i] < '0' || line[i] > '9') {
                return Long.MIN_VALUE;
            }
            number = number * 10 + line[i] - '0';
        }
        return line[0] == '-' ? -number : number;
    }

    private static char printable(byte letter) {
        return letter > ' ' && letter < 127 ? (char) letter : '?';
    }
}
