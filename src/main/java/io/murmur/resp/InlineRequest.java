package io.murmur.resp;

import io.murmur.core.bytes.BytesWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Splits a line typed by a person (telnet, netcat) into arguments, with the quoting of Redis: `"a\r\x00"`,
/// `'it\'s'`.
final class InlineRequest {

    private static final String BLANKS = " \t\0\013\f\r\n";
    private static final String ESCAPED = "nrtba";
    private static final String MEANT = "\n\r\t\b\007";

    private final byte[] line;
    private final int end;
    private final BytesWriter word = new BytesWriter(32);
    private int at;

    private InlineRequest(byte[] line, int end) {
        this.line = line;
        this.end = end;
    }

    /// The arguments of the first `length` bytes of `line`; none for a blank line; null when a quote is not
    /// closed or is followed by something other than a blank.
    static byte @Nullable [][] split(byte[] line, int length) {
        return new InlineRequest(line, length).words();
    }

    private byte @Nullable [][] words() {
        List<byte[]> words = new ArrayList<>();
        while (true) {
            while (at < end && isBlank(line[at])) {
                at++;
            }
            if (at == end) {
                return words.toArray(byte[][]::new);
            }
            if (!readWord()) {
                return null;
            }
            words.add(word.toByteArray());
        }
    }

    private boolean readWord() {
        word.reset();
        while (at < end && !isBlank(line[at])) {
            byte letter = line[at++];
            if (letter != '"' && letter != '\'') {
                word.u8(letter);
            } else if (!readQuoted(letter) || (at < end && !isBlank(line[at]))) {
                return false;
            }
        }
        return true;
    }

    private boolean readQuoted(byte quote) {
        while (at < end) {
            byte letter = line[at++];
            if (letter == quote) {
                return true;
            }
            if (letter == '\\' && at < end) {
                readEscaped(quote);
            } else {
                word.u8(letter);
            }
        }
        return false;
    }

    private void readEscaped(byte quote) {
        byte letter = line[at++];
        if (quote == '\'') {
            if (letter != '\'') {
                word.u8('\\');
            }
            word.u8(letter);
        } else if (letter == 'x' && at + 1 < end && hex(line[at]) >= 0 && hex(line[at + 1]) >= 0) {
            word.u8(hex(line[at]) << 4 | hex(line[at + 1]));
            at += 2;
        } else {
            int index = ESCAPED.indexOf(letter);
            word.u8(index >= 0 ? MEANT.charAt(index) : letter);
        }
    }

    private static int hex(byte digit) {
        return Character.digit(digit, 16);
    }

    private static boolean isBlank(byte letter) {
        return BLANKS.indexOf(letter) >= 0;
    }
}
