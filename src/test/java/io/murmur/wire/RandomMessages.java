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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Messages of every kind, drawn from one seed.
final class RandomMessages {

    private final Random random;
    private final List<Supplier<Message>> kinds;

    RandomMessages(long seed) {
        this.random = new Random(seed);
        RandomGreetings greetings = new RandomGreetings(random);
        SyncSamples exchanges = new SyncSamples(random);
        this.kinds = List.of(
                () -> new ReplicaRequest.Mint(
                        routing(),
                        key(),
                        random.nextInt(4) == 0 ? addition() : random.nextInt(8) == 0 ? union() : mutation(),
                        maybe(this::known),
                        operationId(),
                        one(Attempt.values())),
                () -> new ReplicaRequest.Recall(routing(), key(), operationId()),
                () -> new ReplicaRequest.Merge(routing(), key(), object(), dots()),
                this::fillVoid,
                () -> new ReplicaRequest.Read(routing(), key(), amount()),
                () -> new ReplicaRequest.ReadAfter(routing(), key(), amount(), context()),
                () -> new ReplicaReply.HeldBehind(number(), object()),
                () -> new ReplicaRequest.Page(routing(), number(), amount()),
                () -> new ReplicaRequest.ListRows(routing(), number(), amount(), number()),
                () -> new ReplicaReply.RowsListed(number(), rows(), number(), random.nextBoolean()),
                () -> new ReplicaRequest.Count(routing()),
                () -> new ReplicaReply.Minted(number(), object(), dots(), random.nextBoolean(), names()),
                () -> new ReplicaReply.Recalled(number(), one(ReplicaReply.Memory.values()), object()),
                () -> new ReplicaReply.Repeated(number(), object(), random.nextBoolean()),
                () -> new ReplicaReply.Stored(
                        number(), random.nextBoolean() ? object() : StoredObject.of(context(), List.of(), 0)),
                () -> new ReplicaReply.Held(number(), object()),
                () -> new ReplicaReply.HeldDigest(number(), new ObjectDigest(number(), number())),
                () -> new ReplicaReply.PageListed(number(), keys(), number(), random.nextBoolean()),
                () -> new ReplicaReply.Counted(number(), number()),
                () -> new ReplicaReply.Vouched(number(), random.nextBoolean(), random.nextLong()),
                () -> new ReplicaRequest.Vouch(routing(), key(), random.nextLong()),
                () -> new ReplicaRequest.Purge(routing(), key(), random.nextLong()),
                () -> new ReplicaReply.StaleEpoch(number(), partition(), number()),
                () -> new ReplicaReply.Refused(number(), one(Refusal.values())),
                () -> new PeerMessage.Forward(
                        number(),
                        new PeerMessage.Serial(number(), amount()),
                        operation(),
                        amount(),
                        random.nextBoolean()),
                () -> new PeerMessage.Forwarded(number(), outcome()),
                () -> new PeerMessage.Forwarded(number(), outcome(), path(), true, 0),
                this::offered,
                () -> new ChunkMessage.Granted(transfer(), amount(), number(), amount()),
                () -> new ChunkMessage.Sent(transfer(), amount(), ByteSlice.ofOwned(value().bytes())),
                () -> new ChunkMessage.Stopped(transfer(), one(StopReason.values())),
                () -> exchanges.next(this::object),
                () -> GossipSamples.next(random),
                () -> greetings.next());
    }

    Message next() {
        return kinds.get(random.nextInt(kinds.size())).get();
    }

    List<FramedMessage> batch(int sizeMax) {
        List<FramedMessage> batch = new ArrayList<>();
        int size = 1 + random.nextInt(sizeMax);
        for (int i = 0; i < size; i++) {
            batch.add(new FramedMessage(next(), timing()));
        }
        return batch;
    }

    Timing timing() {
        return new Timing(amount(), amount(), random.nextBoolean() ? Timing.UNLIMITED : amount());
    }

    Value value(int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return Value.ofOwned(value);
    }

    private long end() {
        return switch (random.nextInt(6)) {
            case 0 -> Lifetime.KEPT;
            case 1 -> Lifetime.ENDLESS;
            case 2 -> 1 + random.nextInt(1 << 20);
            default -> Lifetime.PLAIN;
        };
    }

    private Sibling sibling(Dot dot) {
        Value value = maybe(this::value);
        Expiry expiry = random.nextInt(3) > 0
                ? null
                : value == null ? new Expiry(number(), number(), context()) : Expiry.at(number());
        if (random.nextInt(4) == 0) {
            Expiry end = random.nextBoolean() ? null : Expiry.at(number());
            return new Sibling(
                    dot, number(), operationId(), null, end, new Amount(random.nextLong(), dot.counter(), number()));
        }
        if (random.nextInt(4) == 0) {
            return element(dot);
        }
        if (random.nextInt(8) == 0) {
            Expiry end = random.nextBoolean() ? null : Expiry.at(number());
            return new Sibling(dot, number(), operationId(), null, end, new Registers(registers()));
        }
        return new Sibling(dot, number(), operationId(), value, expiry);
    }

    private Sibling element(Dot dot) {
        KeyType type = collection();
        Value name = maybe(this::value);
        Value value = name == null || type == KeyType.SET ? null : value();
        Expiry end = name == null || random.nextBoolean() ? null : Expiry.at(number());
        return new Sibling(dot, number(), operationId(), value, end, new Element(type, name));
    }

    private KeyType collection() {
        return List.of(KeyType.SET, KeyType.HASH, KeyType.SORTED_SET).get(random.nextInt(3));
    }

    private List<Value> names() {
        TreeSet<Value> names = new TreeSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            names.add(value());
        }
        return List.copyOf(names);
    }

    private Mutation elements() {
        KeyType type = collection();
        List<Value> names = names().isEmpty() ? List.of(value()) : List.of(Value.of("other"), value());
        return random.nextBoolean()
                ? new Mutation.RemoveElements(type, names)
                : new Mutation.PutElements(
                        type,
                        names.stream()
                                .map(name -> new Mutation.Entry(name, type == KeyType.SET ? null : value()))
                                .toList());
    }

    StoredObject object() {
        int size = random.nextInt(5);
        TreeSet<Dot> dots = new TreeSet<>();
        while (dots.size() < size) {
            dots.add(dot());
        }
        VersionVector context = context();
        List<Sibling> siblings = new ArrayList<>();
        for (Dot dot : dots) {
            context = context.with(dot);
            siblings.add(sibling(dot));
        }
        Totals superseded = random.nextInt(4) == 0 ? totals(List.copyOf(dots)) : Totals.EMPTY;
        return StoredObject.of(context, siblings, random.nextInt(4) == 0 ? number() >>> 1 : 0, superseded);
    }

    private ChunkMessage.Offered offered() {
        int remaining = random.nextBoolean() ? ChunkMessage.Offered.UNLIMITED : amount();
        int pieceBytes = Math.max(ChunkMessage.Offered.PIECE_BYTES_MIN, amount());
        return new ChunkMessage.Offered(
                transfer(), number(), Math.max(1, amount()), pieceBytes, random.nextInt(), remaining);
    }

    private TransferId transfer() {
        return new TransferId(number(), number());
    }

    private ReplicaRequest.FillVoid fillVoid() {
        long from = counter();
        return new ReplicaRequest.FillVoid(routing(), actor(), from, Math.max(from, counter()));
    }

    private ClientOperation operation() {
        return switch (random.nextInt(4)) {
            case 0 -> {
                var get = new ClientOperation.Get(key(), amount());
                yield random.nextBoolean() ? get : new ClientOperation.InSession(get, context());
            }
            case 1 -> put();
            case 2 -> new ClientOperation.List(partition(), number(), amount());
            default -> new ClientOperation.Count(partition());
        };
    }

    private ClientOperation put() {
        Mutation part = random.nextBoolean() ? addition() : random.nextInt(3) == 0 ? union() : elements();
        return random.nextInt(4) == 0
                ? new ClientOperation.Put(key(), part, maybe(this::known), operationId(), Tries.ONLY, amount())
                : new ClientOperation.Put(
                        key(), mutation(), maybe(this::known), operationId(), one(Tries.values()), amount());
    }

    private Mutation mutation() {
        Value value = maybe(this::value);
        long end = end();
        return Mutation.of(value, value == null && end == Lifetime.KEPT ? Lifetime.ENDLESS : end);
    }

    private Mutation addition() {
        return new Mutation.Add(random.nextLong(), maybe(this::dot));
    }

    private Mutation union() {
        return new Mutation.Unite(registers());
    }

    private HyperLogLog registers() {
        int count = random.nextInt(8) == 0 ? 9_000 : random.nextInt(5);
        List<byte[]> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(Long.toString(random.nextLong()).getBytes(StandardCharsets.UTF_8));
        }
        return HyperLogLog.ofElements(elements);
    }

    private Known known() {
        List<Dot> dots = dots();
        VersionVector context = context();
        for (Dot dot : dots) {
            context = context.with(dot);
        }
        return new Known(context, totals(dots));
    }

    private Totals totals(List<Dot> dots) {
        Totals totals = Totals.EMPTY;
        for (Dot dot : dots) {
            totals = totals.with(new Totals.Entry(dot, random.nextLong()));
        }
        return totals;
    }

    private Outcome outcome() {
        return switch (random.nextInt(5)) {
            case 0 -> new Outcome.Read(object());
            case 1 -> new Outcome.Written(known(), random.nextBoolean(), random.nextInt(3) - 1);
            case 2 -> new Outcome.Listed(keys(), number(), random.nextBoolean());
            case 3 -> new Outcome.Counted(number());
            default -> new Outcome.Failed(one(Failure.values()));
        };
    }

    private Routing routing() {
        return new Routing(number(), partition(), number());
    }

    private List<Stretch> path() {
        List<Stretch> path = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            path.add(new Stretch(one(Stage.values()), new NodeId(random.nextLong()), number()));
        }
        return path;
    }

    private int partition() {
        return random.nextInt(16_384);
    }

    private List<ListedRow> rows() {
        return keys().stream()
                .map(key -> new ListedRow(key, number(), one(ListedRow.Shown.values())))
                .toList();
    }

    private List<Key> keys() {
        List<Key> keys = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            keys.add(key());
        }
        return keys;
    }

    private Key key() {
        byte[] key = new byte[random.nextInt(40)];
        random.nextBytes(key);
        return Key.ofOwned(key);
    }

    private Value value() {
        return value(random.nextInt(4) == 0 ? 0 : random.nextInt(400));
    }

    private VersionVector context() {
        VersionVector context = VersionVector.EMPTY;
        for (int i = random.nextInt(5); i > 0; i--) {
            context = context.with(dot());
        }
        return context;
    }

    private List<Dot> dots() {
        List<Dot> dots = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            dots.add(dot());
        }
        return dots;
    }

    private Dot dot() {
        return new Dot(actor(), counter());
    }

    private ActorId actor() {
        return new ActorId(new NodeId(number()), number());
    }

    private OperationId operationId() {
        return new OperationId(number(), number());
    }

    private long counter() {
        return Math.max(1, number() >>> (1 + random.nextInt(62)));
    }

    private int amount() {
        return random.nextInt() >>> (1 + random.nextInt(30));
    }

    private long number() {
        return random.nextInt(8) == 0 ? random.nextInt(3) - 1 : random.nextLong();
    }

    private <T> T one(T[] constants) {
        return constants[random.nextInt(constants.length)];
    }

    private <T> @Nullable T maybe(Supplier<T> some) {
        return random.nextBoolean() ? some.get() : null;
    }
}
