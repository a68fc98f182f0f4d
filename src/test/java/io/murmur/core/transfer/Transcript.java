package io.murmur.core.transfer;

import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.RecordedOutputs;
import io.murmur.core.transfer.SenderInput.Submitted;
import io.murmur.core.transfer.TransferLimits.Credit;
import io.murmur.core.transfer.TransferLimits.Patience;
import io.murmur.core.transfer.TransferLimits.Room;
import io.murmur.core.transfer.message.ChunkMessage;
import io.murmur.core.transfer.message.StopReason;
import java.util.ArrayDeque;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeMap;

/// Plays a dialogue about large messages, step by step, and writes down what is said. Lines with `>` are commands:
///
/// - `submit a b 200000 [millis]`: a has a message for b, somebody waits so long for it
/// - `pass [n]`: the next n messages arrive; without n, all, and what they cause
/// - `lose n`, `repeat`, `hurry`: the next n are lost; the next arrives twice; the last overtakes all
/// - `wait millis`: time passes, in steps of 50 ms
/// - `restart b`: b's process starts anew, and all know
final class Transcript {

    private static final long MILLI = 1_000_000;
    private static final long STEP_MILLIS = 50;

    private record Letter(char from, char to, long toBoot, ChunkMessage message) {}

    private static final class Node {
        private final long boot;
        private final ChunkSender sender;
        private final ChunkReceiver receiver;

        private Node(long boot, TransferLimits limits) {
            this.boot = boot;
            this.sender = new ChunkSender(limits, boot);
            this.receiver = new ChunkReceiver(limits, boot);
        }
    }

    private final TransferLimits limits = new TransferLimits(
            64 * 1024,
            1 << 20,
            new Credit(4, 6),
            new Room(3 << 20, 2 << 20, 8, 8),
            new Room(2 << 20, 3 << 19, 8, 8),
            8,
            100,
            new Patience(200, 6, 10_000, 4_000));
    private final TreeMap<Character, Node> nodes = new TreeMap<>();
    private final ArrayDeque<Letter> letters = new ArrayDeque<>();
    private final StringJoiner written = new StringJoiner("\n", "", "\n");
    private long nanos;
    private long boots;
    private long tickets;

    /// Plays the commands among `lines`. All else but comments is what the last time was written down, and is left out.
    static String play(List<String> lines) {
        Transcript transcript = new Transcript();
        for (String line : lines) {
            if (line.startsWith("#") || line.isBlank()) {
                transcript.written.add(line);
            } else if (line.startsWith("> ")) {
                transcript.written.add(line);
                transcript.command(line.substring(2).split(" "));
            }
        }
        return transcript.written.toString();
    }

    private void command(String[] words) {
        switch (words[0]) {
            case "submit" -> submit(name(words[1]), name(words[2]), number(words, 3), number(words, 4));
            case "pass" -> pass(words.length > 1 ? number(words, 1) : Integer.MAX_VALUE);
            case "lose" -> {
                for (int i = number(words, 1); i > 0; i--) {
                    letters.removeFirst();
                }
            }
            case "repeat" -> letters.addFirst(letters.getFirst());
            case "hurry" -> letters.addFirst(letters.removeLast());
            case "wait" -> pause(number(words, 1));
            case "restart" -> nodes.put(name(words[1]), new Node(++boots, limits));
            default -> throw new IllegalArgumentException("unknown: " + words[0]);
        }
    }

    private static char name(String word) {
        return word.charAt(0);
    }

    /// The number at a place, or -1.
    private static int number(String[] words, int at) {
        return at < words.length ? Integer.parseInt(words[at]) : -1;
    }

    private Node node(char name) {
        return nodes.computeIfAbsent(name, _ -> new Node(++boots, limits));
    }

    private static NodeId id(char name) {
        return new NodeId(name);
    }

    private Now now() {
        return new Now(nanos, 0);
    }

    private void submit(char from, char to, int bytes, int remainingMillis) {
        long ticket = ++tickets;
        var message = TransferWorld.messageOf(ticket, bytes);
        step(from, new Submitted(ticket, id(to), node(to).boot, message, remainingMillis));
    }

    private void pass(int count) {
        for (int i = 0; i < count && !letters.isEmpty(); i++) {
            Letter letter = letters.removeFirst();
            if (letter.toBoot() == node(letter.to()).boot) {
                arrive(letter);
            }
        }
    }

    private void arrive(Letter letter) {
        NodeId from = id(letter.from());
        switch (letter.message()) {
            case ChunkMessage.Stopped stopped
            when stopped.reason() == StopReason.WITHDRAWN -> step(letter.to(), new ReceiverInput.Heard(from, stopped));
            case ChunkMessage.ToSender toSender -> step(letter.to(), new SenderInput.Heard(from, toSender));
            case ChunkMessage.ToReceiver toReceiver -> step(letter.to(), new ReceiverInput.Heard(from, toReceiver));
        }
    }

    private void pause(long millis) {
        for (long passed = 0; passed < millis; passed += STEP_MILLIS) {
            nanos += STEP_MILLIS * MILLI;
            for (char name : nodes.keySet().toArray(Character[]::new)) {
                step(name, new SenderInput.Ticked());
                step(name, new ReceiverInput.Ticked());
            }
        }
    }

    private void step(char name, SenderInput input) {
        RecordedOutputs<SendOutcome> out = new RecordedOutputs<>();
        node(name).sender.on(input, now(), out);
        for (Output<SendOutcome> output : out.drain()) {
            if (output instanceof Output.Answer<SendOutcome>(var ticket, var outcome)) {
                written.add("  " + name + ": message " + ticket + " " + text(outcome));
            } else if (output instanceof Output.Send<SendOutcome>(var to, var message, _)) {
                send(name, (char) to.bits(), (ChunkMessage) message);
            }
        }
    }

    private void step(char name, ReceiverInput input) {
        RecordedOutputs<Assembled> out = new RecordedOutputs<>();
        node(name).receiver.on(input, now(), out);
        for (Output<Assembled> output : out.drain()) {
            if (output instanceof Output.Answer<Assembled>(_, var assembled)) {
                String remaining =
                        assembled.remainingMillis() < 0 ? "" : ", " + assembled.remainingMillis() + " ms left";
                written.add("  " + name + ": takes " + assembled.message() + " of "
                        + (char) assembled.from().bits() + remaining);
            } else if (output instanceof Output.Send<Assembled>(var to, var message, _)) {
                send(name, (char) to.bits(), (ChunkMessage) message);
            }
        }
    }

    private void send(char from, char to, ChunkMessage message) {
        written.add("  " + from + " -> " + to + "  " + text(message));
        letters.add(new Letter(from, to, node(to).boot, message));
    }

    private static String text(SendOutcome outcome) {
        return switch (outcome) {
            case SendOutcome.Delivered _ -> "delivered";
            case SendOutcome.GivenUp(_, _, var reason, var surelyNot) ->
                "given up: " + reason + (surelyNot ? ", surely not delivered" : ", perhaps delivered");
        };
    }

    private static String text(ChunkMessage message) {
        String number = " " + message.transfer().number();
        return switch (message) {
            case ChunkMessage.Offered offered ->
                "offered" + number + ": " + offered.bytes() + " bytes, " + offered.pieces() + " pieces"
                        + (offered.remainingMillis() < 0 ? "" : ", " + offered.remainingMillis() + " ms left");
            case ChunkMessage.Granted(_, var received, var beyond, var upTo) ->
                "granted" + number + ": has " + received
                        + (beyond == 0 ? "" : " and behind the gap " + Long.toBinaryString(beyond)) + ", up to " + upTo;
            case ChunkMessage.Sent(_, var index, var piece) -> "sent" + number + ": piece " + index + ", " + piece;
            case ChunkMessage.Stopped(_, var reason) -> "stopped" + number + ": " + reason;
        };
    }
}
