package io.murmur.load.delay;

import io.murmur.load.target.RespClient;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// What a node told of one command, beside what its client measured. All times are microseconds.
///
/// @param measured by the client, from before it sent the command until it had the answer
/// @param words the account, flattened: names and numbers in their order
record Told(long measured, List<String> words) {

    private static final double NANOS_PER_MICRO = 1e3;

    /// Carries out a command and asks where its time goes.
    static Told of(RespClient client, String... command) throws IOException {
        return behind(0, client, command);
    }

    /// The same on a connection whose last `earlier` commands are not answered yet.
    static Told behind(int earlier, RespClient client, String... command) throws IOException {
        String[] words = new String[command.length + 1];
        words[0] = "KV.DELAYS";
        System.arraycopy(command, 0, words, 1, command.length);
        long began = System.nanoTime();
        client.send(words);
        for (int i = 0; i < earlier; i++) {
            var _ = client.receive();
        }
        String answer = String.valueOf(client.receive());
        long measured = Math.round((System.nanoTime() - began) / NANOS_PER_MICRO);
        return new Told(measured, Arrays.asList(answer.split("\n", -1)));
    }

    /// The number behind the first `name`.
    long number(String name) {
        return Long.parseLong(words.get(words.indexOf(name) + 1));
    }

    long total() {
        return number("total");
    }

    /// By how much the account differs from what the client measured, as a share of that.
    double difference() {
        return Math.abs(measured - total()) / (double) measured;
    }
}
