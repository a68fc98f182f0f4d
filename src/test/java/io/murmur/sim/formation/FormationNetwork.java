package io.murmur.sim.formation;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.formation.message.FormationMessage;
import io.murmur.sim.World;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Delivers messages by place, or does not: delay, loss, repetition, overtaking, messages that come long after
/// whoever sent them is gone, cuts in one direction or both.
final class FormationNetwork {

    /// Who gets what arrives.
    @FunctionalInterface
    interface Receiver {
        void receive(int to, FormationMessage message);
    }

    private static final long LATE_NANOS = 40_000 * World.MILLI;

    private final World world;
    private final FormationOptions options;
    private final SplittableRandom random;
    private final Receiver receiver;
    private final boolean[][] cut;
    private boolean bad = true;

    FormationNetwork(World world, FormationOptions options, Receiver receiver) {
        this.world = world;
        this.options = options;
        this.random = world.stream();
        this.receiver = receiver;
        this.cut = new boolean[options.nodes()][options.nodes()];
    }

    /// Sends `message` as its bytes.
    void send(int from, int to, FormationMessage message) {
        if (cut[from][to] || (bad && chance(options.lossPercent()))) {
            return;
        }
        FormationMessage arriving = throughBytes(message);
        deliver(from, to, arriving);
        if (bad && chance(options.duplicatePercent())) {
            deliver(from, to, arriving);
        }
    }

    private static FormationMessage throughBytes(FormationMessage message) {
        BytesWriter out = new BytesWriter(256);
        switch (message) {
            case FormationMessage.Question question -> question.writeTo(out);
            case FormationMessage.Answer answer -> answer.writeTo(out);
        }
        BytesReader in = new BytesReader(out.toByteArray());
        return switch (message) {
            case FormationMessage.Question _ -> FormationMessage.Question.readFrom(in);
            case FormationMessage.Answer _ -> FormationMessage.Answer.readFrom(in);
        };
    }

    private void deliver(int from, int to, FormationMessage message) {
        long late = bad && chance(options.latePercent()) ? random.nextLong(LATE_NANOS) : 0;
        world.after(late + random.nextLong(options.delayMillisMax() * World.MILLI), () -> {
            if (!cut[from][to]) {
                receiver.receive(to, message);
            }
        });
    }

    private boolean chance(int percent) {
        return percent > 0 && random.nextInt(100) < percent;
    }

    /// Cuts off one node, or single directions.
    void cutSomething() {
        boolean whole = random.nextBoolean();
        int alone = random.nextInt(cut.length);
        for (int from = 0; from < cut.length; from++) {
            for (int to = 0; to < cut.length; to++) {
                cut[from][to] |= from != to && (whole ? from == alone || to == alone : random.nextInt(3) == 0);
            }
        }
    }

    void joinEverything() {
        for (boolean[] row : cut) {
            Arrays.fill(row, false);
        }
    }

    /// From now on nothing is lost, repeated or late; what is late already still comes.
    void becomeGood() {
        bad = false;
        joinEverything();
    }
}
