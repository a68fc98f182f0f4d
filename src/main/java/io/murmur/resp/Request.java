package io.murmur.resp;

import io.murmur.core.bytes.MalformedBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One command as it arrived: its name and arguments, at least the name. Owns its bytes, which are the one copy
/// made of what the client sent: keys and values take them over. Not thread-safe.
public final class Request {

    private static final int LONG_DIGITS_MAX = 20;

    private final byte[][] arguments;
    private final long bytes;

    /// Takes ownership of `arguments`.
    ///
    /// @param bytes size of the frame, for accounting
    Request(byte[][] arguments, long bytes) {
        this.arguments = arguments;
        this.bytes = bytes;
    }

    /// A request as a client would send it; for tests and for clients.
    public static Request of(String... words) {
        byte[][] arguments = new byte[words.length][];
        long bytes = 0;
        for (int i = 0; i < words.length; i++) {
            arguments[i] = words[i].getBytes(StandardCharsets.UTF_8);
            bytes += arguments[i].length;
        }
        return new Request(arguments, bytes);
    }

    /// Arguments including the name.
    public int size() {
        return arguments.length;
    }

    /// The request that begins at argument `index`, which must be there; shares the arguments.
    public Request from(int index) {
        return new Request(Arrays.copyOfRange(arguments, index, arguments.length), bytes);
    }

    public long bytes() {
        return bytes;
    }

    /// The argument itself, not a copy. Index 0 is the name.
    public byte[] at(int index) {
        return arguments[index];
    }

    /// The argument as text, byte by byte: for names, options and error sentences.
    public String text(int index) {
        return new String(arguments[index], StandardCharsets.UTF_8);
    }

    /// The beginning of the argument as text, at most `bytesMax` of it.
    public String text(int index, int bytesMax) {
        return new String(arguments[index], 0, Math.min(bytesMax, arguments[index].length), StandardCharsets.UTF_8);
    }

    /// Whether the argument is `word` in any case.
    public boolean is(int index, String word) {
        return NameTable.matches(arguments[index], word);
    }

    /// The argument as a decimal number.
    ///
    /// @throws MalformedBytes when it is anything else, or does not fit
    public long number(int index) {
        byte[] digits = arguments[index];
        if (digits.length == 0 || digits.length > LONG_DIGITS_MAX) {
            throw notANumber();
        }
        try {
            return Long.parseLong(text(index));
        } catch (NumberFormatException _) {
            throw notANumber();
        }
    }

    /// The argument as a decimal number from `min` to `max`.
    ///
    /// @throws MalformedBytes when it is anything else
    public int number(int index, int min, int max) {
        long number = number(index);
        if (number < min || number > max) {
            throw new MalformedBytes("value is out of range, it must be from " + min + " to " + max);
        }
        return (int) number;
    }

    private static MalformedBytes notANumber() {
        return new MalformedBytes("value is not an integer or out of range");
    }
}
