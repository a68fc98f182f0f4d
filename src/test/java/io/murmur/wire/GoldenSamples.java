package io.murmur.wire;

import io.murmur.core.bytes.ByteSlice;
import io.murmur.core.delay.Stage;
import io.murmur.core.delay.Stretch;
import io.murmur.core.gossip.message.GossipSamples;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Attempt;
import io.murmur.core.replica.message.Lifetime;
import io.murmur.core.replica.message.ListedRow;
import io.murmur.core.replica.message.ListedRow.Shown;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replica.message.Routing;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.PeerMessage;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.transfer.message.ChunkMessage;
import io.murmur.core.transfer.message.StopReason;
import io.murmur.core.transfer.message.TransferId;
import io.murmur.core.value.Amount;
import io.murmur.core.value.Element;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.KeyType;
import io.murmur.core.value.Known;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Registers;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.value.Totals;
import io.murmur.core.value.hyper.HyperLogLog;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The messages of the golden frames, by the name of the file. A sample is never changed: a new message is a
/// new one.
final class GoldenSamples {

    static final Path FOLDER = Path.of("src/test/resources/golden/wire");

    private static final int LINE_DIGITS = 64;
    private static final List<String> BATCH =
            List.of("merge", "read", "stored", "refused-overloaded", "forward-put", "forwarded-written");
    private static final long CORRELATION = 0x0123_4567_89AB_CDE0L;
    private static final Routing ROUTING = new Routing(CORRELATION, 255, 300);
    private static final Key KEY = Key.of("user:{42}");
    private static final OperationId OPERATION = new OperationId(0x0A0B0C0DL, 0x1E1F2021L);
    private static final Dot FIRST = new Dot(new ActorId(new NodeId(0x11), 0x12), 7);
    private static final Dot SECOND = new Dot(new ActorId(new NodeId(0x21), 0x22), 1_000);
    private static final VersionVector CONTEXT = VersionVector.of(FIRST).with(SECOND);
    private static final StoredObject WRITTEN = StoredObject.of(
            CONTEXT,
            List.of(
                    new Sibling(FIRST, 0x018F_0000_0000_0001L, OPERATION, Value.of("hello")),
                    new Sibling(SECOND, 0x018F_0000_0000_0002L, new OperationId(1, 2), null)),
            9);

    private static final StoredObject ENDING = StoredObject.of(
            CONTEXT,
            List.of(
                    new Sibling(
                            FIRST, 0x018F_0000_0000_0001L, OPERATION, Value.of("hello"), Expiry.at(1_700_000_000_000L)),
                    new Sibling(
                            SECOND,
                            0x018F_0000_0000_0002L,
                            new OperationId(1, 2),
                            null,
                            new Expiry(Expiry.NEVER, 1_600_000_000_000L, VersionVector.of(FIRST)))),
            0);

    /// A value, what was added to it, and what had been superseded of another actor's increments.
    private static final Totals SUPERSEDED = Totals.EMPTY.with(new Totals.Entry(SECOND, -3));

    private static final StoredObject COUNTED = StoredObject.of(
            CONTEXT,
            List.of(
                    new Sibling(
                            FIRST,
                            0x018F_0000_0000_0001L,
                            OPERATION,
                            null,
                            null,
                            new Amount(-40, 5, 1_600_000_000_000L)),
                    new Sibling(
                            SECOND,
                            0x018F_0000_0000_0002L,
                            new OperationId(1, 2),
                            null,
                            Expiry.at(1_700_000_000_000L),
                            new Amount(300, 900, 1_500_000_000_000L))),
            0,
            SUPERSEDED);

    private GoldenSamples() {}

    static Map<String, List<FramedMessage>> all() {
        Map<String, List<FramedMessage>> samples = new LinkedHashMap<>();
        requests().forEach((name, message) -> samples.put(name, List.of(asked(message))));
        replies().forEach((name, message) -> samples.put(name, List.of(answered(message))));
        dialogues().forEach((name, message) -> samples.put(name, List.of(asked(message))));
        counters().forEach((name, message) -> samples.put(name, List.of(asked(message))));
        collections().forEach((name, message) -> samples.put(name, List.of(asked(message))));
        unions().forEach((name, message) -> samples.put(name, List.of(asked(message))));
        chunks().forEach((name, message) -> samples.put(name, List.of(answered(message))));
        SyncSamples.golden().forEach((name, message) -> samples.put(name, List.of(answered(message))));
        GossipSamples.golden().forEach((name, message) -> samples.put(name, List.of(asked(message))));
        GoldenGreetings.all().forEach((name, message) -> samples.put(name, List.of(answered(message))));
        List<FramedMessage> batch = new ArrayList<>();
        for (String name : BATCH) {
            batch.addAll(samples.getOrDefault(name, List.of()));
        }
        samples.put("batch", batch);
        return samples;
    }

    private static FramedMessage asked(Message message) {
        return new FramedMessage(message, new Timing(150, 12, 2_000));
    }

    private static FramedMessage answered(Message message) {
        return new FramedMessage(message, new Timing(90_000, 0, Timing.UNLIMITED));
    }

    private static Map<String, Message> requests() {
        Map<String, Message> named = new LinkedHashMap<>();
        named.put(
                "mint-write",
                new ReplicaRequest.Mint(
                        ROUTING,
                        KEY,
                        Mutation.set(Value.of("hello")),
                        Known.of(CONTEXT),
                        OPERATION,
                        Attempt.SUPERSEDE));
        named.put(
                "mint-delete",
                new ReplicaRequest.Mint(ROUTING, KEY, new Mutation.Delete(), null, OPERATION, Attempt.FIRST));
        named.put("recall", new ReplicaRequest.Recall(ROUTING, KEY, OPERATION));
        named.put("merge", new ReplicaRequest.Merge(ROUTING, KEY, WRITTEN, List.of(FIRST, SECOND)));
        named.put("merge-absent", new ReplicaRequest.Merge(ROUTING, KEY, StoredObject.ABSENT, List.of()));
        named.put("merge-ending", new ReplicaRequest.Merge(ROUTING, KEY, ENDING, List.of(FIRST, SECOND)));
        named.put(
                "mint-ending",
                new ReplicaRequest.Mint(
                        ROUTING,
                        KEY,
                        new Mutation.Set(Value.of("hello"), 1_700_000_000_000L),
                        null,
                        OPERATION,
                        Attempt.FIRST));
        named.put(
                "mint-expiry",
                new ReplicaRequest.Mint(
                        ROUTING,
                        KEY,
                        new Mutation.Expire(Lifetime.ENDLESS),
                        Known.of(CONTEXT),
                        OPERATION,
                        Attempt.SUPERSEDE));
        named.put("vouch", new ReplicaRequest.Vouch(ROUTING, KEY, -77));
        named.put("purge", new ReplicaRequest.Purge(ROUTING, KEY, -77));
        named.put("vouched", new ReplicaReply.Vouched(CORRELATION, true, 0x1234));
        named.put("fill-void", new ReplicaRequest.FillVoid(ROUTING, FIRST.actor(), 8, 10_000));
        named.put("read", new ReplicaRequest.Read(ROUTING, KEY, 1_024));
        named.put("read-after", new ReplicaRequest.ReadAfter(ROUTING, KEY, 1_024, CONTEXT));
        named.put("page", new ReplicaRequest.Page(ROUTING, 0x8000_0000_0000_0000L, 100));
        named.put("list-rows", new ReplicaRequest.ListRows(ROUTING, -5, 100, 1_700_000_000_000L));
        named.put("count", new ReplicaRequest.Count(ROUTING));
        return named;
    }

    private static Map<String, Message> replies() {
        Map<String, Message> named = new LinkedHashMap<>();
        named.put("minted", new ReplicaReply.Minted(CORRELATION, WRITTEN, List.of(FIRST), true));
        for (ReplicaReply.Memory memory : ReplicaReply.Memory.values()) {
            named.put("recalled-" + nameOf(memory), new ReplicaReply.Recalled(CORRELATION, memory, WRITTEN));
        }
        named.put("repeated", new ReplicaReply.Repeated(CORRELATION, WRITTEN, false));
        named.put("stored", new ReplicaReply.Stored(CORRELATION));
        named.put("stored-beyond", new ReplicaReply.Stored(CORRELATION, StoredObject.of(CONTEXT, List.of(), 0)));
        named.put("held", new ReplicaReply.Held(CORRELATION, WRITTEN));
        named.put("held-behind", new ReplicaReply.HeldBehind(CORRELATION, WRITTEN));
        named.put("held-digest", new ReplicaReply.HeldDigest(CORRELATION, new ObjectDigest(-2, 3)));
        named.put("page-listed", new ReplicaReply.PageListed(CORRELATION, List.of(KEY, Key.of("")), -1, true));
        named.put(
                "rows-listed",
                new ReplicaReply.RowsListed(
                        CORRELATION,
                        List.of(
                                new ListedRow(KEY, -2, Shown.LIVING),
                                new ListedRow(Key.of(""), 3, Shown.ENDED),
                                new ListedRow(Key.of("gone"), 4, Shown.NOTHING)),
                        77,
                        false));
        named.put("counted", new ReplicaReply.Counted(CORRELATION, 1_000_000));
        named.put("stale-epoch", new ReplicaReply.StaleEpoch(CORRELATION, 16_383, 301));
        for (Refusal refusal : Refusal.values()) {
            named.put("refused-" + nameOf(refusal), new ReplicaReply.Refused(CORRELATION, refusal));
        }
        return named;
    }

    private static Map<String, Message> dialogues() {
        Map<String, Message> named = new LinkedHashMap<>();
        named.put("forward-get", forward(new ClientOperation.Get(KEY, 2)));
        named.put(
                "forward-put",
                forward(new ClientOperation.Put(
                        KEY, Mutation.set(Value.of("hello")), Known.of(CONTEXT), OPERATION, Tries.AGAIN, 3)));
        named.put(
                "forward-delete",
                forward(new ClientOperation.Put(KEY, new Mutation.Delete(), null, OPERATION, Tries.FIRST, 0)));
        named.put(
                "forward-ending",
                forward(new ClientOperation.Put(
                        KEY, new Mutation.Set(Value.of("hello"), Lifetime.KEPT), null, OPERATION, Tries.ONLY, 0)));
        named.put(
                "forward-once",
                forward(new ClientOperation.Put(KEY, new Mutation.Delete(), null, OPERATION, Tries.ONLY, 0)));
        named.put(
                "forward-detailed",
                new PeerMessage.Forward(
                        CORRELATION, new PeerMessage.Serial(0x57, 300), new ClientOperation.Get(KEY, 0), 2_000, true));
        named.put(
                "forward-in-session", forward(new ClientOperation.InSession(new ClientOperation.Get(KEY, 2), CONTEXT)));
        named.put("forward-list", forward(new ClientOperation.List(17, -1, 10)));
        named.put("forward-count", forward(new ClientOperation.Count(17)));
        named.put("forwarded-read", forwarded(new Outcome.Read(WRITTEN)));
        named.put("forwarded-written", forwarded(new Outcome.Written(Known.of(CONTEXT), true)));
        named.put(
                "forwarded-detailed",
                new PeerMessage.Forwarded(
                        CORRELATION,
                        new Outcome.Counted(12),
                        Stream.of(Stage.values())
                                .map(stage -> new Stretch(stage, new NodeId(0xA1), 300L))
                                .toList(),
                        true,
                        0));
        named.put("forwarded-listed", forwarded(new Outcome.Listed(List.of(KEY), 5, false)));
        named.put("forwarded-counted", forwarded(new Outcome.Counted(12)));
        for (Failure failure : Failure.values()) {
            named.put("forwarded-failed-" + nameOf(failure), forwarded(new Outcome.Failed(failure)));
        }
        return named;
    }

    private static Map<String, Message> counters() {
        Known known = new Known(CONTEXT, SUPERSEDED);
        Mutation value = Mutation.set(Value.of("12"));
        Mutation plain = new Mutation.Add(1);
        Map<String, Message> named = new LinkedHashMap<>();
        named.put("mint-add", new ReplicaRequest.Mint(ROUTING, KEY, plain, null, OPERATION, Attempt.FIRST));
        named.put(
                "mint-add-anew",
                new ReplicaRequest.Mint(ROUTING, KEY, new Mutation.Add(-7, FIRST), null, OPERATION, Attempt.SUPERSEDE));
        named.put(
                "mint-over-counter", new ReplicaRequest.Mint(ROUTING, KEY, value, known, OPERATION, Attempt.SUPERSEDE));
        named.put("merge-counter", new ReplicaRequest.Merge(ROUTING, KEY, COUNTED, List.of(FIRST)));
        named.put("stored-beyond-counter", new ReplicaReply.Stored(CORRELATION, COUNTED));
        named.put("forward-add", forward(new ClientOperation.Put(KEY, plain, null, OPERATION, Tries.ONLY, 0)));
        named.put(
                "forward-over-counter", forward(new ClientOperation.Put(KEY, value, known, OPERATION, Tries.FIRST, 0)));
        named.put("forwarded-added", forwarded(new Outcome.Written(known, true, -12)));
        return named;
    }

    private static Map<String, Message> collections() {
        Value name = Value.of("name");
        Value value = Value.of("value");
        var put = new Mutation.PutElements(KeyType.HASH, List.of(new Mutation.Entry(name, value)));
        var members = new Mutation.PutElements(
                KeyType.SET, List.of(new Mutation.Entry(name, null), new Mutation.Entry(value, null)));
        var removal = new Mutation.RemoveElements(KeyType.SORTED_SET, List.of(name));
        StoredObject collection = StoredObject.of(
                VersionVector.of(FIRST).with(SECOND),
                List.of(
                        new Sibling(FIRST, 7, OPERATION, value, Expiry.at(9), new Element(KeyType.HASH, name)),
                        new Sibling(SECOND, 8, OPERATION, null, null, new Element(KeyType.SET, null))),
                0);
        Map<String, Message> named = new LinkedHashMap<>();
        named.put("mint-fields", new ReplicaRequest.Mint(ROUTING, KEY, put, null, OPERATION, Attempt.FIRST));
        named.put("mint-members", new ReplicaRequest.Mint(ROUTING, KEY, members, null, OPERATION, Attempt.SUPERSEDE));
        named.put(
                "minted-found", new ReplicaReply.Minted(CORRELATION, collection, List.of(FIRST), true, List.of(name)));
        named.put("merge-collection", new ReplicaRequest.Merge(ROUTING, KEY, collection, List.of(FIRST)));
        named.put("forward-put-fields", forward(new ClientOperation.Put(KEY, put, null, OPERATION, Tries.ONLY, 0)));
        named.put("forward-remove", forward(new ClientOperation.Put(KEY, removal, null, OPERATION, Tries.ONLY, 2)));
        return named;
    }

    private static Map<String, Message> unions() {
        HyperLogLog few = HyperLogLog.ofElements(List.of(new byte[] {1}, new byte[] {2}));
        HyperLogLog many = HyperLogLog.ofElements(IntStream.range(0, 9_000)
                .mapToObj(number -> Integer.toString(number).getBytes(StandardCharsets.UTF_8))
                .toList());
        var add = new Mutation.Unite(few);
        StoredObject united = StoredObject.of(
                VersionVector.of(FIRST).with(SECOND),
                List.of(
                        new Sibling(FIRST, 7, OPERATION, null, Expiry.at(9), new Registers(few)),
                        new Sibling(SECOND, 8, OPERATION, null, null, new Registers(many))),
                0);
        Map<String, Message> named = new LinkedHashMap<>();
        named.put("mint-unite", new ReplicaRequest.Mint(ROUTING, KEY, add, null, OPERATION, Attempt.FIRST));
        named.put("merge-united", new ReplicaRequest.Merge(ROUTING, KEY, united, List.of(FIRST)));
        named.put("forward-unite", forward(new ClientOperation.Put(KEY, add, null, OPERATION, Tries.ONLY, 0)));
        return named;
    }

    private static Map<String, Message> chunks() {
        TransferId transfer = new TransferId(CORRELATION, 0xA3);
        Map<String, Message> named = new LinkedHashMap<>();
        named.put("chunk-offered", new ChunkMessage.Offered(transfer, 0xB3, 1_048_700, 65_536, 0xCAFE_F00D, 2_000));
        named.put("chunk-offered-unlimited", new ChunkMessage.Offered(transfer, 0xB3, 1, 1_024, 7, -1));
        named.put("chunk-granted", new ChunkMessage.Granted(transfer, 3, 0x8000_0000_0000_0005L, 17));
        named.put("chunk-granted-nothing", new ChunkMessage.Granted(transfer, 0, 0, 0));
        named.put("chunk-sent", new ChunkMessage.Sent(transfer, 300, ByteSlice.ofOwned(new byte[] {1, 2, -1})));
        for (StopReason reason : StopReason.values()) {
            named.put("chunk-stopped-" + nameOf(reason), new ChunkMessage.Stopped(transfer, reason));
        }
        return named;
    }

    private static Message forward(ClientOperation operation) {
        return new PeerMessage.Forward(CORRELATION, new PeerMessage.Serial(0x57, 300), operation, 2_000);
    }

    private static Message forwarded(Outcome outcome) {
        return new PeerMessage.Forwarded(CORRELATION, outcome);
    }

    private static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Path fileOf(String name) {
        return FOLDER.resolve(name + ".hex");
    }

    static Frame read(String name) throws IOException {
        String text = Files.readString(fileOf(name));
        return Frame.ofOwned(HexFormat.of().parseHex(text.replaceAll("\\s", "")));
    }

    /// Writes the files that are missing, for new samples; never touches one that is there.
    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(FOLDER);
        for (Map.Entry<String, List<FramedMessage>> sample : all().entrySet()) {
            Path file = fileOf(sample.getKey());
            if (!Files.exists(file)) {
                Frame frame = Frames.encode(sample.getValue()).getFirst();
                String hex = HexFormat.of().formatHex(frame.bytes());
                Files.writeString(
                        file, hex.replaceAll("(.{" + LINE_DIGITS + "})", "$1\n").strip() + "\n");
            }
        }
    }
}
