package io.murmur.load.target;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// A Redis client that connects when it is needed, and anew after a connection has failed. It never repeats a
/// command by itself. For one thread.
public final class Caller implements AutoCloseable {

    private final InetSocketAddress address;
    private final int timeoutMillis;
    private @Nullable RespClient client;

    /// @param timeoutMillis for connecting, and for each answer
    public Caller(InetSocketAddress address, int timeoutMillis) {
        this.address = address;
        this.timeoutMillis = timeoutMillis;
    }

    /// Connects if it is not connected.
    ///
    /// @return whether it is now: if not, nothing can be sent
    public boolean connect() {
        try {
            client = client == null ? new RespClient(address, timeoutMillis) : client;
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// As [RespClient#call].
    ///
    /// @throws RespClient.RefusedException if the answer is an error
    /// @throws IOException if no answer came, or there is no connection ([#connect])
    public @Nullable String call(String... words) throws IOException {
        RespClient connected = client;
        if (connected == null) {
            throw new IOException("not connected to " + address);
        }
        try {
            return connected.call(words);
        } catch (RespClient.RefusedException e) {
            throw e;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            if (client != null) {
                client.close();
            }
        } catch (IOException e) {
            // Nothing is under way on it.
            return;
        } finally {
            client = null;
        }
    }
}
