package io.murmur.load.absence;

import io.murmur.load.target.RespClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A connection that carries several commands at once, and is made anew after it has failed. For one thread.
final class Wire implements AutoCloseable {

    private final InetSocketAddress address;
    private final int timeoutMillis;
    private @Nullable RespClient client;

    /// Connects when it is needed.
    Wire(InetSocketAddress address, int timeoutMillis) {
        this.address = address;
        this.timeoutMillis = timeoutMillis;
    }

    /// Sends all commands, then waits for all answers.
    ///
    /// @param lost what stands for the answers that did not come
    /// @return one for each command
    <T> List<T> callAll(
            List<List<String>> commands,
            Function<@Nullable String, T> answered,
            Function<RespClient.RefusedException, T> refused,
            T lost) {
        List<T> results = new ArrayList<>(commands.size());
        try {
            RespClient connected = client == null ? new RespClient(address, timeoutMillis) : client;
            client = connected;
            connected.sendAll(commands);
            while (results.size() < commands.size()) {
                results.add(next(connected, answered, refused));
            }
        } catch (IOException e) {
            close();
            while (results.size() < commands.size()) {
                results.add(lost);
            }
        }
        return results;
    }

    private static <T> T next(
            RespClient connected,
            Function<@Nullable String, T> answered,
            Function<RespClient.RefusedException, T> refused)
            throws IOException {
        try {
            return answered.apply(connected.receive());
        } catch (RespClient.RefusedException e) {
            return refused.apply(e);
        }
    }

    @Override
    public void close() {
        RespClient old = client;
        client = null;
        try {
            if (old != null) {
                old.close();
            }
        } catch (IOException e) {
            // Nothing is under way on it.
            return;
        }
    }
}
