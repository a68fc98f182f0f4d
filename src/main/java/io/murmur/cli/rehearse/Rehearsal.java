package io.murmur.cli.rehearse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// What is done with the node: a little of all that clients, operators and metrics collectors do.
final class Rehearsal {

    private static final int ROUNDS = 500;
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final long READY_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private Rehearsal() {}

    static void run(int redisPort, int httpPort) throws IOException {
        awaitService(redisPort);
        try (Socket redis = connect(redisPort)) {
            for (int round = 0; round < ROUNDS; round++) {
                String key = "key" + round % 50;
                ask(redis, "SET " + key + " some-value");
                ask(redis, "GET " + key);
                ask(redis, "EXISTS " + key + " other");
                ask(redis, "DEL " + key);
            }
            ask(redis, "HELLO 3");
            ask(redis, "CLUSTER SHARDS");
            ask(redis, "CLUSTER NODES");
            ask(redis, "MSET a 1 b 2");
            ask(redis, "MGET a b c");
            ask(redis, "KV.GET a");
            ask(redis, "SCAN 0");
            ask(redis, "INFO");
        }
        for (String page : new String[] {"/health/ready", "/status", "/metrics"}) {
            try (Socket http = connect(httpPort)) {
                ask(http, "GET " + page + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
            }
        }
    }

    private static void awaitService(int port) throws IOException {
        long limit = System.nanoTime() + READY_NANOS;
        while (!serves(port)) {
            if (System.nanoTime() > limit) {
                throw new IOException("the node does not serve");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static boolean serves(int port) {
        try (Socket redis = connect(port)) {
            return ask(redis, "SET key value").startsWith("+OK");
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    /// What came first of the answer; whether there is more does not matter here.
    private static String ask(Socket socket, String line) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        InputStream in = socket.getInputStream();
        byte[] answer = new byte[8 * 1024];
        int length = in.read(answer);
        return length < 0 ? "" : new String(answer, 0, length, StandardCharsets.UTF_8);
    }
}
