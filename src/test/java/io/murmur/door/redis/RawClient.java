package io.murmur.door.redis;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A client that sends what it is told and shows what comes.
final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final ReplyReader replies;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        replies = new ReplyReader(new BufferedInputStream(socket.getInputStream()));
    }

    /// Sends one command and returns what is answered.
    String ask(String... words) throws IOException {
        send(command(List.of(words)));
        return read();
    }

    void send(String raw) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(raw.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    String read() throws IOException {
        return replies.read();
    }

    Socket socket() {
        return socket;
    }

    /// Whether the door closes this connection before it says anything more.
    boolean isClosedByTheDoor() throws IOException {
        try {
            read();
            return false;
        } catch (EOFException | SocketException _) {
            return true;
        }
    }

    static String command(List<String> words) {
        StringBuilder raw = new StringBuilder("*").append(words.size()).append("\r\n");
        for (String word : words) {
            raw.append('$').append(word.getBytes(StandardCharsets.UTF_8).length).append("\r\n");
            raw.append(word).append("\r\n");
        }
        return raw.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
