package io.murmur.load.fake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// A server on a free port, one virtual thread for each connection. Its handler answers commands with raw RESP.
public final class FakeNode implements AutoCloseable {

    private final Function<List<String>, String> handler;
    private final ServerSocket server;
    private final Thread acceptor;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /// @param port 0 for a free one
    public FakeNode(int port, Function<List<String>, String> handler) throws IOException {
        this.handler = handler;
        server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
        acceptor = Thread.startVirtualThread(this::accept);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.startVirtualThread(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            for (List<String> command = next(in); !command.isEmpty(); command = next(in)) {
                byte[] answer = handler.apply(command).getBytes(StandardCharsets.ISO_8859_1);
                socket.getOutputStream().write(answer);
            }
        } catch (IOException | UncheckedIOException e) {
            // The client has gone, or this node was closed.
            open.remove(socket);
        }
    }

    /// One command, or an empty list at the end. Counts characters, which are bytes in this encoding.
    private static List<String> next(BufferedReader in) throws IOException {
        String head = in.readLine();
        List<String> words = new ArrayList<>();
        int count = head == null ? 0 : Integer.parseInt(head.substring(1));
        for (int index = 0; index < count; index++) {
            char[] word = new char[Integer.parseInt(in.readLine().substring(1))];
            int filled = 0;
            while (filled < word.length) {
                int read = in.read(word, filled, word.length - filled);
                if (read < 0) {
                    return List.of();
                }
                filled += read;
            }
            in.readLine();
            words.add(new String(word));
        }
        return words;
    }

    @Override
    public void close() throws IOException {
        server.close();
        awaitAcceptor();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /// Until the acceptor has let go of the port, nobody else can have it.
    private void awaitAcceptor() {
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
