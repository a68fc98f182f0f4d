package io.murmur.wire;

import com.sun.management.ThreadMXBean;
import io.murmur.core.bytes.ByteSlice;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.machine.TimerKey;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.PeerMessage;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.transfer.Assembled;
import io.murmur.core.transfer.ChunkReceiver;
import io.murmur.core.transfer.ChunkSender;
import io.murmur.core.transfer.ReceiverInput;
import io.murmur.core.transfer.SendOutcome;
import io.murmur.core.transfer.SenderInput;
import io.murmur.core.transfer.TransferLimits;
import io.murmur.core.transfer.message.ChunkMessage;
import io.murmur.core.value.OperationId;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What a large message costs: megabytes per second and allocated bytes, medians of rounds, both sides on one
/// thread, without a network. A command, not a test: figures of a machine that does something else mean
/// nothing.
final class LargeBenchmark {

    private static final int ROUNDS = 15;
    private static final long ROUND_BYTES = 256L << 20;
    private static final Now NOW = new Now(0, 0);

    private LargeBenchmark() {}

    /// Keeps what is sent, until it is taken.
    private static final class Sent<A> implements Outputs<A> {
        private List<FramedMessage> messages = new ArrayList<>();
        private int answers;

        @Override
        public void send(NodeId to, Message message, int waitsMillis) {
            messages.add(new FramedMessage(message, Timing.NONE));
        }

        @Override
        public void startTimer(TimerKey key, long delayMillis) {}

        @Override
        public void cancelTimer(TimerKey key) {}

        @Override
        public void answer(long correlation, A answer) {
            answers++;
        }

        @Override
        public void publish(Message event) {}

        private List<FramedMessage> take() {
            List<FramedMessage> taken = messages;
            messages = new ArrayList<>();
            return taken;
        }
    }

    private interface Carry {
        int one();
    }

    public static void main(String[] arguments) {
        for (int bytes : new int[] {300_000, 1 << 20, 4 << 20}) {
            report("sender and receiver", bytes, machines(bytes));
            report("with encoding and frames", bytes, frames(bytes));
        }
    }

    private static Carry machines(int bytes) {
        ByteSlice message = ByteSlice.ofOwned(new RandomMessages(1).value(bytes).bytes());
        ChunkSender sender = new ChunkSender(TransferLimits.DEFAULT, 1);
        ChunkReceiver receiver = new ChunkReceiver(TransferLimits.DEFAULT, 2);
        NodeId here = new NodeId(1);
        NodeId there = new NodeId(2);
        Sent<SendOutcome> fromSender = new Sent<>();
        Sent<Assembled> fromReceiver = new Sent<>();
        return () -> {
            sender.on(new SenderInput.Submitted(1, there, 2, message, -1), NOW, fromSender);
            while (!fromSender.messages.isEmpty()) {
                for (FramedMessage framed : fromSender.take()) {
                    var heard = new ReceiverInput.Heard(here, (ChunkMessage.ToReceiver) framed.message());
                    receiver.on(heard, NOW, fromReceiver);
                }
                for (FramedMessage framed : fromReceiver.take()) {
                    var heard = new SenderInput.Heard(there, (ChunkMessage.ToSender) framed.message());
                    sender.on(heard, NOW, fromSender);
                }
            }
            return fromReceiver.answers;
        };
    }

    private static Carry frames(int bytes) {
        var put = new ClientOperation.Put(
                Key.of("k"),
                Mutation.set(new RandomMessages(1).value(bytes)),
                null,
                new OperationId(1, 2),
                Tries.FIRST,
                0);
        FramedMessage message =
                new FramedMessage(new PeerMessage.Forward(1, new PeerMessage.Serial(7, 1), put, 1_000), Timing.NONE);
        LargeMessages here = new LargeMessages(FrameLimits.DEFAULT, TransferLimits.DEFAULT, Frames.SENDER.boot());
        LargeMessages there = new LargeMessages(FrameLimits.DEFAULT, TransferLimits.DEFAULT, Frames.TARGET.boot());
        FrameEncoder encoder = new FrameEncoder(FrameLimits.DEFAULT);
        FrameDecoder decoder = Frames.decoder();
        Sent<LargeResult> fromHere = new Sent<>();
        Sent<LargeResult> fromThere = new Sent<>();
        return () -> {
            here.offer(Frames.TARGET, message, NOW, fromHere);
            while (!fromHere.messages.isEmpty()) {
                for (ChunkMessage each : travel(fromHere, encoder, decoder)) {
                    there.on(Frames.SENDER.node(), each, NOW, fromThere);
                }
                for (ChunkMessage each : travel(fromThere, encoder, decoder)) {
                    here.on(Frames.TARGET.node(), each, NOW, fromHere);
                }
            }
            return fromThere.answers;
        };
    }

    private static List<ChunkMessage> travel(Sent<LargeResult> from, FrameEncoder encoder, FrameDecoder decoder) {
        List<ChunkMessage> arrived = new ArrayList<>();
        for (Frame frame : encoder.encode(Frames.HEADER, from.take()).frames()) {
            if (decoder.decode(frame) instanceof FrameDecoder.Decoded decoded) {
                decoded.messages().forEach(framed -> arrived.add((ChunkMessage) framed.message()));
            }
        }
        return arrived;
    }

    private static void report(String name, int bytes, Carry carry) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int loops = (int) (ROUND_BYTES / bytes);
        double[] megabytes = new double[ROUNDS];
        long allocated = 0;
        int sink = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            for (int i = 0; i < loops; i++) {
                sink += carry.one();
            }
            megabytes[round] = loops * (double) bytes * 1_000 / (System.nanoTime() - start);
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        Arrays.sort(megabytes);
        System.out.printf(
                Locale.ROOT,
                "%-24s %8d bytes: %6.0f MB/s, %4.2f bytes allocated per byte (%d)%n",
                name,
                bytes,
                megabytes[ROUNDS / 2],
                allocated / ((double) loops * bytes),
                sink & 1);
    }
}
