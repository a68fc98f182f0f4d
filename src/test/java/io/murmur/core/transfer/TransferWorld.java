package io.murmur.core.transfer;

import io.murmur.core.bytes.ByteSlice;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.RecordedOutputs;
import io.murmur.core.transfer.SenderInput.Submitted;
import io.murmur.core.transfer.message.ChunkMessage;
import io.murmur.core.transfer.message.ChunkMessage.Granted;
import io.murmur.core.transfer.message.ChunkMessage.Offered;
import io.murmur.core.transfer.message.ChunkMessage.Sent;
import io.murmur.core.transfer.message.StopReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// A few nodes that send each other large messages over a network with faults, in virtual time, from one seed. The
/// check looks at each step.
final class TransferWorld {

    static final long MILLI = 1_000_000;

    /// What goes wrong, in percent of what could.
    record Faults(int lost, int repeated, int late, int cut) {
        static final Faults NONE = new Faults(0, 0, 0, 0);
    }

    private record Event(long at, long order, Runnable what) {}

    private record Packet(int from, int to, long toBoot, ChunkMessage message) {}

    private static final class Node {
        private final NodeId id;
        private long boot;
        private ChunkSender sender;
        private ChunkReceiver receiver;
        private final List<Long> tickets = new ArrayList<>();

        private Node(NodeId id, long boot, TransferLimits limits) {
            this.id = id;
            this.boot = boot;
            this.sender = new ChunkSender(limits, boot);
            this.receiver = new ChunkReceiver(limits, boot);
        }
    }

    private static final long TICK_NANOS = 20 * MILLI;
    private static final long LATE_NANOS = 40_000 * MILLI;

    final SplittableRandom random;
    final TransferCheck check;
    private final TransferLimits limits;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Long> mortal = new ArrayList<>();
    private final TreeMap<Long, Long> takenAt = new TreeMap<>();
    private final long[][] knownBoot;
    private final boolean[][] cut;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private Faults faults = Faults.NONE;
    private UnaryOperator<ChunkMessage> tampering = UnaryOperator.identity();
    private long nanos;
    private long order;
    private long lastTicket;

    TransferWorld(long seed, int size, TransferLimits limits, TransferCheck check) {
        this.random = new SplittableRandom(seed);
        this.limits = limits;
        this.check = check;
        this.nanos = random.nextLong();
        this.knownBoot = new long[size][size];
        this.cut = new boolean[size][size];
        for (int i = 0; i < size; i++) {
            nodes.add(new Node(new NodeId(i), random.nextLong(), limits));
            for (long[] known : knownBoot) {
                known[i] = nodes.get(i).boot;
            }
        }
        after(TICK_NANOS, this::tick);
    }

    void faults(Faults next) {
        faults = next;
        for (boolean[] row : cut) {
            for (int to = 0; to < row.length; to++) {
                row[to] = chance(next.cut());
            }
        }
    }

    /// What happens to each message on its way.
    void tampering(UnaryOperator<ChunkMessage> change) {
        tampering = change;
    }

    int size() {
        return nodes.size();
    }

    long boot(int node) {
        return nodes.get(node).boot;
    }

    ChunkSender sender(int node) {
        return nodes.get(node).sender;
    }

    ChunkReceiver receiver(int node) {
        return nodes.get(node).receiver;
    }

    /// Milliseconds of virtual time, from an origin of their own.
    long millis() {
        return nanos / MILLI;
    }

    /// When a message was taken, or -1.
    long takenAtMillis(long ticket) {
        return takenAt.getOrDefault(ticket, -1L);
    }

    /// When each message was taken, by ticket.
    SortedMap<Long, Long> takenAt() {
        return takenAt;
    }

    private Now now() {
        return new Now(nanos, 0);
    }

    boolean chance(int percent) {
        return percent > 0 && random.nextInt(100) < percent;
    }

    void after(long delayNanos, Runnable what) {
        events.add(new Event(nanos + delayNanos, order++, what));
    }

    /// Lets time pass.
    void run(long millis) {
        long end = nanos + millis * MILLI;
        for (Event next = events.peek(); next != null && next.at() - end <= 0; next = events.peek()) {
            events.remove();
            nanos = next.at();
            next.what().run();
        }
        nanos = end;
    }

    static ByteSlice messageOf(long ticket, int bytes) {
        byte[] message = new byte[bytes];
        new Random(ticket).nextBytes(message);
        for (int i = 0; i < Math.min(Long.BYTES, bytes); i++) {
            message[i] = (byte) (ticket >>> (8 * i));
        }
        return ByteSlice.ofOwned(message);
    }

    private static long ticketIn(ByteSlice message) {
        return Long.reverseBytes(message.reader().i64());
    }

    /// Sends a message of at least 8 bytes; what it holds follows from its ticket, which is returned.
    long submit(int from, int to, int bytes, int remainingMillis) {
        long ticket = ++lastTicket;
        Node node = nodes.get(from);
        var submitted =
                new Submitted(ticket, nodes.get(to).id, knownBoot[from][to], messageOf(ticket, bytes), remainingMillis);
        check.submitted(submitted);
        node.tickets.add(ticket);
        step(from, submitted);
        return ticket;
    }

    long submit(int from, int to, int bytes) {
        return submit(from, to, bytes, Offered.UNLIMITED);
    }

    /// A node dies and starts anew; the others learn of it a little later.
    void restart(int index) {
        Node node = nodes.get(index);
        mortal.addAll(node.tickets);
        node.tickets.clear();
        node.boot = random.nextLong();
        node.sender = new ChunkSender(limits, node.boot);
        node.receiver = new ChunkReceiver(limits, node.boot);
        for (int peer = 0; peer < nodes.size(); peer++) {
            int knower = peer;
            long boot = node.boot;
            knownBoot[index][index] = boot;
            after(random.nextLong(500 * MILLI), () -> knownBoot[knower][index] = boot);
        }
    }

    private void tick() {
        for (int i = 0; i < nodes.size(); i++) {
            step(i, new SenderInput.Ticked());
            step(i, new ReceiverInput.Ticked());
        }
        after(TICK_NANOS, this::tick);
    }

    private void step(int index, SenderInput input) {
        RecordedOutputs<SendOutcome> out = new RecordedOutputs<>();
        Node node = nodes.get(index);
        node.sender.on(input, now(), out);
        for (Output<SendOutcome> output : out.drain()) {
            switch (output) {
                case Output.Send<SendOutcome>(var to, var message, _) -> send(index, to, (ChunkMessage) message);
                case Output.Answer<SendOutcome>(var ticket, var outcome) -> check.answered(ticket, outcome);
                default -> throw new AssertionError("unexpected " + output);
            }
        }
        check.senderStands(node.sender);
    }

    private void step(int index, ReceiverInput input) {
        RecordedOutputs<Assembled> out = new RecordedOutputs<>();
        Node node = nodes.get(index);
        node.receiver.on(input, now(), out);
        for (Output<Assembled> output : out.drain()) {
            switch (output) {
                case Output.Send<Assembled>(var to, var message, _) -> send(index, to, (ChunkMessage) message);
                case Output.Answer<Assembled>(_, var assembled) -> {
                    long ticket = ticketIn(assembled.message());
                    takenAt.putIfAbsent(ticket, millis());
                    check.taken(node.id, node.boot, ticket, assembled.message());
                }
                default -> throw new AssertionError("unexpected " + output);
            }
        }
        check.receiverStands(node.receiver, nodes.stream().map(peer -> peer.id).toList());
    }

    private void send(int from, NodeId to, ChunkMessage message) {
        switch (message) {
            case Granted granted -> check.granted(granted);
            case Sent sent -> check.sent(sent);
            default -> {}
        }
        int target = (int) to.bits();
        Packet packet = new Packet(from, target, knownBoot[from][target], tampering.apply(message));
        if (!chance(faults.lost())) {
            deliverLater(packet);
        }
        if (chance(faults.repeated())) {
            deliverLater(packet);
        }
    }

    private void deliverLater(Packet packet) {
        long delay = 100_000 + random.nextLong(3 * MILLI);
        long late = chance(faults.late()) ? random.nextLong(LATE_NANOS) : 0;
        after(delay + late, () -> deliver(packet));
    }

    private void deliver(Packet packet) {
        Node node = nodes.get(packet.to());
        if (cut[packet.from()][packet.to()] || packet.toBoot() != node.boot) {
            return;
        }
        NodeId from = nodes.get(packet.from()).id;
        switch (packet.message()) {
            case ChunkMessage.Stopped stopped
            when stopped.reason() == StopReason.WITHDRAWN -> step(packet.to(), new ReceiverInput.Heard(from, stopped));
            case ChunkMessage.ToSender toSender -> step(packet.to(), new SenderInput.Heard(from, toSender));
            case ChunkMessage.ToReceiver toReceiver -> step(packet.to(), new ReceiverInput.Heard(from, toReceiver));
        }
    }

    /// Whether nothing is held anywhere.
    boolean isQuiet() {
        return nodes.stream()
                .allMatch(node -> node.sender.figures().transfers() == 0
                        && node.receiver.figures().heldBytes() == 0
                        && node.receiver.figures().waiting() == 0);
    }

    void checkTheEnd() {
        check.atTheEnd(mortal);
    }
}
