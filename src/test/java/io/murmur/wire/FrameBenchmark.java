package io.murmur.wire;

import com.sun.management.ThreadMXBean;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replica.message.Routing;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What a message costs in a frame: nanoseconds and allocated bytes, medians of rounds, on one thread. A
/// command, not a test: figures of a machine that does something else mean nothing.
final class FrameBenchmark {

    private static final int ROUNDS = 15;
    private static final int MESSAGES_PER_ROUND = 1_000_000;
    private static final int VALUE_BYTES = 100;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private FrameBenchmark() {}

    public static void main(String[] arguments) {
        for (int size : new int[] {1, 32}) {
            measure("Merge of a 100-byte value", merges(size));
            measure("Stored", replies(size));
        }
    }

    private static void measure(String name, List<FramedMessage> batch) {
        FrameEncoder encoder = new FrameEncoder(FrameLimits.DEFAULT);
        FrameDecoder decoder = Frames.decoder();
        Frame frame = Frames.encode(batch).getFirst();
        String label = String.format(Locale.ROOT, "%-26s %2d per frame, %5d bytes", name, batch.size(), frame.length());
        int loops = MESSAGES_PER_ROUND / batch.size();
        report(
                label + ", encode",
                batch.size(),
                loops,
                () -> encoder.encode(Frames.HEADER, batch).frames().size());
        report(
                label + ", decode",
                batch.size(),
                loops,
                () -> decoder.decode(frame) instanceof FrameDecoder.Decoded decoded
                        ? decoded.messages().size()
                        : 0);
    }

    private interface Step {
        int run();
    }

    private static void report(String label, int perLoop, int loops, Step step) {
        double[] nanos = new double[ROUNDS];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = 0;
        int sink = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long bytesBefore = threads.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            for (int i = 0; i < loops; i++) {
                sink += step.run();
            }
            nanos[round] = (System.nanoTime() - start) / ((double) loops * perLoop);
            allocated = threads.getCurrentThreadAllocatedBytes() - bytesBefore;
        }
        Arrays.sort(nanos);
        double bytes = allocated / ((double) loops * perLoop);
        System.out.printf(
                Locale.ROOT, "%s: %6.0f ns, %5.0f bytes allocated (%d)%n", label, nanos[ROUNDS / 2], bytes, sink & 1);
    }

    private static List<FramedMessage> merges(int size) {
        RandomMessages random = new RandomMessages(1);
        List<FramedMessage> batch = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Dot dot = new Dot(new ActorId(new NodeId(Frames.SENDER.node().bits()), 77), 1_000 + i);
            Dot old = new Dot(dot.actor(), 500 + i);
            Sibling sibling = new Sibling(dot, 1L << 56, new OperationId(1, i), random.value(VALUE_BYTES));
            StoredObject object = StoredObject.of(VersionVector.of(dot), List.of(sibling), 0);
            Routing routing = new Routing(1L << 60 | i, i, 3);
            batch.add(framed(new ReplicaRequest.Merge(routing, Key.of("key:" + i), object, List.of(dot, old))));
        }
        return batch;
    }

    private static List<FramedMessage> replies(int size) {
        List<FramedMessage> batch = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            batch.add(framed(new ReplicaReply.Stored(1L << 60 | i)));
        }
        return batch;
    }

    private static FramedMessage framed(Message message) {
        return new FramedMessage(message, Timing.ofReply(1_500L * NANOS_PER_MILLI, 20_000));
    }
}
