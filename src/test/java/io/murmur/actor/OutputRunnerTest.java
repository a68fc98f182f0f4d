package io.murmur.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.TimerKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutputRunnerTest {

    private static final NodeId NODE = new NodeId(7);
    private static final TimerKey TIMER = new TimerKey("round", 0);

    private record Said(String text) implements Message {}

    /// Writes down what it is asked to do.
    private static final class Recorder implements OutputRunner.Port<String> {

        private final List<Output<String>> calls = new ArrayList<>();

        @Override
        public void send(NodeId to, Message message, int waitsMillis) {
            calls.add(new Output.Send<>(to, message, waitsMillis));
        }

        @Override
        public void startTimer(TimerKey key, long delayMillis) {
            calls.add(new Output.StartTimer<>(key, delayMillis));
        }

        @Override
        public void cancelTimer(TimerKey key) {
            calls.add(new Output.CancelTimer<>(key));
        }

        @Override
        public void answer(long correlation, String answer) {
            calls.add(new Output.Answer<>(correlation, answer));
        }

        @Override
        public void publish(Message event) {
            calls.add(new Output.Publish<>(event));
        }
    }

    private static final List<Output<String>> ONE_OF_EACH = List.of(
            new Output.Send<>(NODE, new Said("hello")),
            new Output.StartTimer<>(TIMER, 250),
            new Output.CancelTimer<>(TIMER),
            new Output.Answer<>(42, "yes"),
            new Output.Publish<>(new Said("changed")));

    private final Recorder port = new Recorder();
    private final OutputRunner<String> runner = new OutputRunner<>(port);

    @Test
    void carriesOutEveryOutputInOrder() {
        runner.runAll(ONE_OF_EACH);

        assertEquals(ONE_OF_EACH, port.calls);
    }

    @Test
    void carriesOutWhatAMachineCallsAtOnce() {
        runner.send(NODE, new Said("hello"));
        runner.startTimer(TIMER, 250);
        runner.cancelTimer(TIMER);
        runner.answer(42, "yes");
        runner.publish(new Said("changed"));

        assertEquals(ONE_OF_EACH, port.calls);
    }
}
