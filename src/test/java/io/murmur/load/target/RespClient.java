package io.murmur.load.target;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// A blocking Redis client for one thread, with a time limit on everything. It never repeats a command by itself.
public final class RespClient implements AutoCloseable {

    /// The server answered with an error; the connection is still good.
    public static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1;

        /// First words of errors after which nothing was executed (`operations.md`).
        private static final List<String> SURELY_NOT =
                List.of("OVERLOADED", "TRYAGAIN", "CLUSTERDOWN", "NOTSUPPORTED", "DISKFULL", "CLOCKAHEAD", "LOADING");

        public RefusedException(String message) {
            super(message);
        }

        /// Whether nothing was executed and nothing will be; else nobody knows.
        public boolean isFinal() {
            String text = String.valueOf(getMessage());
            return SURELY_NOT.stream().anyMatch(text::startsWith);
        }
    }

    private static final int BULK_BYTES_MAX = 1 << 20;
    private static final int LINE_BYTES_MAX = 1 << 12;

    private final Socket socket = new Socket();
    private final InputStream in;

    /// @param timeoutMillis for connecting, and for each answer
    public RespClient(InetSocketAddress address, int timeoutMillis) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address, timeoutMillis);
            socket.setSoTimeout(timeoutMillis);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// Sends one command and waits for its answer: text, a number as text, or null for nothing.
    ///
    /// @throws RefusedException if the answer is an error
    /// @throws IOException if no answer came: whether the command was carried out is unknown
    public @Nullable String call(String... words) throws IOException {
        send(words);
        return receive();
    }

    /// Sends one command without waiting.
    public void send(String... words) throws IOException {
        sendAll(List.<List<String>>of(List.of(words)));
    }

    /// Sends commands together without waiting. Their answers are received in the same order.
    public void sendAll(List<List<String>> commands) throws IOException {
        StringBuilder request = new StringBuilder();
        commands.forEach(words -> append(words, request));
        socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void append(List<String> words, StringBuilder request) {
        request.append('*').append(words.size()).append("\r\n");
        for (String word : words) {
            int bytes = word.getBytes(StandardCharsets.UTF_8).length;
            request.append('$').append(bytes).append("\r\n").append(word).append("\r\n");
        }
    }

    /// Waits for the answer to the command that was sent first of those not answered. Of a listing the
    /// elements, each in its lines.
    public @Nullable String receive() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+', ':' -> rest;
            case '_' -> null;
            case '-' -> throw new RefusedException(rest);
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> listing(Integer.parseInt(rest));
            default -> throw new ProtocolException("no answer starts as " + line);
        };
    }

    private String listing(int elements) throws IOException {
        StringJoiner lines = new StringJoiner("\n");
        for (int i = 0; i < elements; i++) {
            lines.add(String.valueOf(receive()));
        }
        return lines.toString();
    }

    private @Nullable String bulk(int bytes) throws IOException {
        if (bytes > BULK_BYTES_MAX) {
            throw new ProtocolException("an answer of " + bytes + " bytes");
        }
        if (bytes < 0) {
            return null;
        }
        byte[] value = in.readNBytes(bytes + 2);
        if (value.length < bytes + 2) {
            throw new EOFException("the connection was closed");
        }
        return new String(value, 0, bytes, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() <= LINE_BYTES_MAX) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            if (next == '\n' && line.length() > 1) {
                return line.substring(0, line.length() - 1);
            }
            line.append((char) next);
        }
        throw new ProtocolException("a line without end");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
