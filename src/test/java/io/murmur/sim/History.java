package io.murmur.sim;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.Output;
import io.murmur.core.replica.event.Recorded;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.replica.event.RowChange;
import io.murmur.core.replica.message.Attempt;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.ring.Partitions;
import io.murmur.core.value.OperationId;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What clients asked and saw, and the truth about every dot: which write it names and what that write knew.
public final class History {

    /// A client's operation.
    public static final class Operation {
        /// Numbers from here on are those of reads that ask all owners in the end.
        static final long FIRST_OF_ALL = 1_000_000;

        private final long number;
        private final Key key;
        private final @Nullable OperationId write;
        private final boolean plain;
        private final long startNanos;
        private long endNanos = Long.MAX_VALUE;
        private @Nullable Outcome outcome;
        private boolean repeated;

        public Operation(long number, Key key, @Nullable OperationId write, boolean plain, long startNanos) {
            this.number = number;
            this.key = key;
            this.write = write;
            this.plain = plain;
            this.startNanos = startNanos;
        }

        public long number() {
            return number;
        }

        public Key key() {
            return key;
        }

        /// The id of a write; null for a read.
        public @Nullable OperationId write() {
            return write;
        }

        /// Whether it was a write without context.
        public boolean isPlain() {
            return plain;
        }

        /// Whether it is one of the reads that ask all owners when all is quiet.
        public boolean asksAll() {
            return number >= FIRST_OF_ALL;
        }

        public void end(Outcome how, long nanos) {
            outcome = how;
            endNanos = nanos;
        }

        /// The client tries it again with the same id.
        public void repeat() {
            repeated = true;
        }

        public boolean isRepeated() {
            return repeated;
        }

        /// Whether the only try of a write was answered with "surely not executed".
        public boolean isSurelyNotExecuted() {
            return write != null
                    && !repeated
                    && outcome instanceof Outcome.Failed(var failure)
                    && failure != Failure.UNKNOWN;
        }

        public boolean hasEnded() {
            return outcome != null;
        }

        /// The context of an acknowledged write; null otherwise.
        public @Nullable VersionVector acknowledged() {
            return write != null && outcome instanceof Outcome.Written(var known, _, _)
                    ? known.context()
                    : null;
        }

        /// The number an acknowledged increment, or change of elements, was answered; null otherwise.
        public @Nullable Long answeredNumber() {
            return outcome instanceof Outcome.Written(_, _, var number) ? number : null;
        }

        /// What a read that succeeded saw; null otherwise.
        public @Nullable StoredObject seen() {
            return write == null && outcome instanceof Outcome.Read(var object) ? object : null;
        }

        public long startNanos() {
            return startNanos;
        }

        public long endNanos() {
            return endNanos;
        }

        public boolean endedBefore(Operation other) {
            return outcome != null && endNanos < other.startNanos;
        }

        @Override
        public String toString() {
            return (write == null ? "read " : "write ") + number + " of " + key + (plain ? "" : " with context") + " ["
                    + startNanos + ".." + endNanos + "] -> " + outcome;
        }
    }

    /// What is known of one dot.
    ///
    /// @param operation the operation it carries out
    /// @param object the key's object as it was minted
    /// @param attempt whether it is the first dot of a try or the second
    /// @param tryNanos when the coordinator that carries it out began with this try of the operation
    public record Minting(
            Dot dot, Key key, OperationId operation, StoredObject object, Attempt attempt, long tryNanos) {}

    /// A deleted key was forgotten at an owner, and that is durable.
    public record Purge(Key key, StoredObject object, long nanos) {}

    private final List<Purge> purges = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();
    private final List<Increment> increments = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<ReplicaNotice.EventsLost> lost = new ArrayList<>();
    private final List<Operation> operations = new ArrayList<>();
    private final TreeMap<Integer, TreeMap<Dot, Minting>> mintings = new TreeMap<>();
    private final Partitions partitions;
    private final List<String> violations = new ArrayList<>();
    private boolean unsyncedWritesLost;

    public History(Partitions partitions) {
        this.partitions = partitions;
    }

    public void add(Operation operation) {
        operations.add(operation);
    }

    public List<Operation> operations() {
        return operations;
    }

    public void note(Fact fact) {
        facts.add(fact);
    }

    /// Notes a purge; one of a key that shows a value is a violation by itself.
    public void purged(Purge purge) {
        purges.add(purge);
        if (purge.object().isAliveAt(World.wallMillis(purge.nanos()))) {
            violate("purged though it lives: " + purge);
        }
    }

    /// Notes that events of a key are nowhere any more.
    void lost(ReplicaNotice.EventsLost events) {
        lost.add(events);
    }

    /// What was known of a key where it was purged until then. Every owner knew it, or it must not have been.
    public VersionVector purgedBefore(Key key, long nanos) {
        VersionVector known = VersionVector.EMPTY;
        for (Purge purge : purges) {
            if (purge.key().equals(key) && purge.nanos() <= nanos) {
                known = known.merge(purge.object().context());
            }
        }
        return known;
    }

    /// At least the events of a key that are nowhere any more.
    VersionVector lostOf(Key key) {
        VersionVector known = VersionVector.EMPTY;
        for (ReplicaNotice.EventsLost events : lost) {
            for (Dot dot : events.key().equals(key) ? events.dots() : List.<Dot>of()) {
                known = known.merge(VersionVector.of(dot));
            }
        }
        return known;
    }

    /// All facts of one kind, in the order they were noted.
    public <F extends Fact> List<F> all(Class<F> kind) {
        return facts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// Notes a dot; a dot that names two writes of one partition is a violation by itself.
    public void minted(Minting minting) {
        int partition = partitions.of(minting.key());
        Minting before =
                mintings.computeIfAbsent(partition, _ -> new TreeMap<>()).putIfAbsent(minting.dot(), minting);
        if (before != null && !before.operation().equals(minting.operation())) {
            violate("dot " + minting.dot() + " of partition " + partition + " names two writes: " + before.operation()
                    + " and " + minting.operation());
        }
    }

    /// The truth about a dot of `key`; null if it was never minted.
    public @Nullable Minting minting(Key key, Dot dot) {
        return mintings.computeIfAbsent(partitions.of(key), _ -> new TreeMap<>())
                .get(dot);
    }

    /// All that was minted in a partition.
    public List<Minting> mintingsIn(int partition) {
        return List.copyOf(
                mintings.computeIfAbsent(partition, _ -> new TreeMap<>()).values());
    }

    /// An operation that adds a power of two of its own to its key.
    public record Increment(Operation operation, long amount) {}

    /// The next power of two that nobody has added to the key; 0 if there is none left.
    long nextAmount(Key key) {
        long used = incrementsOf(key).size();
        return used < Long.SIZE - 2 ? 1L << used : 0;
    }

    /// A write of a run in which clients change elements.
    ///
    /// @param mutation what it does
    public record Change(Operation operation, Mutation mutation) {

        public boolean isAcknowledged() {
            return operation.acknowledged() != null;
        }

        public boolean mayHaveHappened() {
            return !operation.isSurelyNotExecuted();
        }

        /// Whether it was answered that the key is not there, or not what it is for.
        public boolean isRefusedForWhatIsShown() {
            return operation.outcome instanceof Outcome.Failed(var failure)
                    && (failure == Failure.NO_SUCH_KEY || failure == Failure.WRONG_TYPE);
        }

        /// Whether a read may show it: what is refused may have been there for a moment, until it was taken back.
        public boolean mayBeSeenBy(Operation read) {
            return mayHaveHappened() || (isRefusedForWhatIsShown() && !operation.endedBefore(read));
        }

        /// Whether it has had all its effect when it was answered: no other try of it may come late.
        public boolean isOver() {
            return isAcknowledged() && !operation.isRepeated();
        }
    }

    public void add(Change change) {
        changes.add(change);
    }

    public List<Change> changesOf(Key key) {
        return changes.stream()
                .filter(change -> change.operation().key().equals(key))
                .toList();
    }

    public void add(Increment increment) {
        increments.add(increment);
    }

    /// The operation that writes under this id; null if it is no client's.
    public @Nullable Operation operationOf(OperationId id) {
        return operations.stream()
                .filter(operation -> id.equals(operation.write()))
                .findFirst()
                .orElse(null);
    }

    public List<Increment> incrementsOf(Key key) {
        return increments.stream()
                .filter(increment -> increment.operation().key().equals(key))
                .toList();
    }

    /// All that was minted for `key`.
    public List<Minting> mintingsOf(Key key) {
        return mintings.computeIfAbsent(partitions.of(key), _ -> new TreeMap<>()).values().stream()
                .filter(minting -> minting.key().equals(key))
                .toList();
    }

    public int partitionOf(Key key) {
        return partitions.of(key);
    }

    /// The keys of a partition that show a value, as the last read of each saw it, in order.
    public List<Key> livingKeys(int partition) {
        TreeMap<Key, Operation> last = new TreeMap<>();
        for (Operation read : operations) {
            if (read.seen() != null && partitions.of(read.key()) == partition) {
                last.merge(read.key(), read, (one, other) -> one.startNanos > other.startNanos ? one : other);
            }
        }
        List<Key> living = new ArrayList<>();
        last.forEach((key, read) -> {
            StoredObject seen = read.seen();
            if (seen != null && seen.isAliveAt(World.wallMillis(read.endNanos()))) {
                living.add(key);
            }
        });
        return living;
    }

    public void violate(String sentence) {
        violations.add(sentence);
    }

    /// Power failed while writes of a namespace with `durability = os` were not on the disk yet.
    void unsyncedWritesLost() {
        unsyncedWritesLost = true;
    }

    /// Whether acknowledged writes may be gone without anybody having broken a promise.
    boolean hasLostUnsyncedWrites() {
        return unsyncedWritesLost;
    }

    public List<String> violations() {
        return violations;
    }

    /// Tells the history which dots a simulated node minted, and what it purged.
    static final class Witness {

        private final World world;
        private final History history;
        private final TreeMap<Long, ReplicaRequest.Mint> mints = new TreeMap<>();
        private final TreeMap<Long, Long> triesNanos = new TreeMap<>();

        Witness(World world, History history) {
            this.world = world;
            this.history = history;
        }

        void sent(Message message) {
            if (message instanceof ReplicaRequest.Mint || message instanceof ReplicaRequest.Recall) {
                long correlation = ((ReplicaRequest) message).routing().correlation();
                triesNanos.putIfAbsent(tryOf(correlation), world.nanos());
            }
            if (message instanceof ReplicaRequest.Mint mint) {
                mints.put(mint.routing().correlation(), mint);
            }
        }

        /// All phases of one try share all but the last bits of their correlation.
        private static long tryOf(long correlation) {
            return correlation >>> 4;
        }

        void note(Output<ReplicaReply> output) {
            if (output instanceof Output.Publish<ReplicaReply>(ReplicaNotice.EventsLost events)) {
                history.lost(events);
            }
            if (output instanceof Output.Send<ReplicaReply>(_, ReplicaReply.Minted minted, _)) {
                ReplicaRequest.Mint asked = Objects.requireNonNull(mints.get(minted.correlation()));
                long tryNanos = Objects.requireNonNull(triesNanos.get(tryOf(minted.correlation())));
                minted.applied().stream()
                        .filter(dot -> dot.equals(minted.applied().getFirst())
                                || minted.object().holds(dot))
                        .forEach(dot -> history.minted(new Minting(
                                dot, asked.key(), asked.operation(), minted.object(), asked.attempt(), tryNanos)));
            }
        }

        void note(Recorded durable) {
            RowChange row = durable.row();
            if (row == null) {
                return;
            }
            if (durable.event() instanceof ReplicaEvent.Purged) {
                history.purged(new Purge(row.key(), row.before(), world.nanos()));
            }
            row.after().siblings().stream()
                    .filter(sibling -> isOwnDelete(sibling) && history.minting(row.key(), sibling.dot()) == null)
                    .forEach(sibling -> noteOwnDelete(row, sibling));
        }

        /// Of what has ended, which no client has asked for.
        private static boolean isOwnDelete(Sibling sibling) {
            return sibling.isDelete()
                    && sibling.operation().origin() == sibling.dot().actor().incarnation();
        }

        private void noteOwnDelete(RowChange row, Sibling delete) {
            history.minted(new Minting(
                    delete.dot(), row.key(), delete.operation(), row.after(), Attempt.FIRST, world.nanos()));
            history.purged(new Purge(row.key(), row.before(), world.nanos()));
        }
    }
}
