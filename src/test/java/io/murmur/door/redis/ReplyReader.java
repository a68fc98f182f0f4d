package io.murmur.door.redis;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads replies of both versions and shows them as text: `OK`, `-ERR ...`, `7`, `,0.5`, `"bytes"`, `nil`, `[a, b]`,
/// `{k: v}`.
final class ReplyReader {

    private final InputStream in;

    ReplyReader(InputStream in) {
        this.in = in;
    }

    String read() throws IOException {
        int marker = in.read();
        if (marker < 0) {
            throw new EOFException();
        }
        String line = line();
        return switch (marker) {
            case '+', ':', '#' -> line;
            case ',' -> "," + line;
            case '-' -> "-" + line;
            case '_' -> "nil";
            case '$' -> line.equals("-1") ? "nil" : '"' + bytes(Integer.parseInt(line)) + '"';
            case '=' -> "text" + '"' + bytes(Integer.parseInt(line)).substring(4) + '"';
            case '*' ->
                line.equals("-1") ? "nil" : elements(Integer.parseInt(line)).toString();
            case '~' -> "set" + elements(Integer.parseInt(line));
            case '%' -> pairs(elements(2 * Integer.parseInt(line)));
            default -> throw new IOException("no reply begins with " + (char) marker);
        };
    }

    private List<String> elements(int count) throws IOException {
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(read());
        }
        return elements;
    }

    private static String pairs(List<String> elements) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < elements.size(); i += 2) {
            pairs.add(elements.get(i) + ": " + elements.get(i + 1));
        }
        return "{" + String.join(", ", pairs) + "}";
    }

    private String bytes(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length || !line().isEmpty()) {
            throw new EOFException();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        var text = new ByteArrayOutputStream();
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            if (next == '\n') {
                String line = text.toString(StandardCharsets.UTF_8);
                return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            }
            text.write(next);
        }
    }
}
