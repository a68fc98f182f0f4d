package io.murmur.sim;

import io.murmur.core.entropy.ExchangeInput;
import io.murmur.core.entropy.ExchangeMachine;
import io.murmur.core.entropy.ExchangeNotice;
import io.murmur.core.entropy.ExchangeSettings;
import io.murmur.core.entropy.answer.Finding;
import io.murmur.core.entropy.answer.Holdings;
import io.murmur.core.entropy.answer.LaneSurveyor;
import io.murmur.core.entropy.answer.Responder;
import io.murmur.core.entropy.answer.Survey;
import io.murmur.core.entropy.handoff.HandoffInput;
import io.murmur.core.entropy.handoff.HandoffMachine;
import io.murmur.core.entropy.handoff.HandoffNotice;
import io.murmur.core.entropy.handoff.HandoffSettings;
import io.murmur.core.entropy.message.SyncMessage;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.entropy.pull.PullInput;
import io.murmur.core.entropy.pull.PullMachine;
import io.murmur.core.entropy.pull.PullSettings;
import io.murmur.core.entropy.purge.PurgeInput;
import io.murmur.core.entropy.purge.PurgeMachine;
import io.murmur.core.entropy.purge.PurgeNotice;
import io.murmur.core.entropy.purge.PurgeSettings;
import io.murmur.core.entropy.restore.RestoreInput;
import io.murmur.core.entropy.restore.RestoreMachine;
import io.murmur.core.entropy.restore.RestoreNotice;
import io.murmur.core.entropy.restore.RestoreSettings;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Output;
import io.murmur.core.machine.RecordedOutputs;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.replica.event.IndexRow;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.ring.Partitions;
import io.murmur.core.ring.Placement;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.version.ActorId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The exchanges of one simulated node: asks and answers, as the actor does.
final class SimExchange implements Holdings {

    static final long TICK_MILLIS = 50;

    private static final int SCRUB_TICKS = 20;

    private final NodeId self;
    private final Shell shell;
    private final ExchangeMachine machine;
    private final PurgeMachine purges;
    private final PullMachine pulls;
    private final RestoreMachine restores;
    private final HandoffMachine handoffs;
    /// Whether it compares and purges; if not, it only pulls.
    private final boolean exchanges;
    private final Responder responder;
    private final LaneSurveyor surveyor;
    private final Partitions partitions;
    private long ticks;

    /// What the exchanges need of their node.
    interface Shell extends SimLane.Shell {
        List<SimLane> lanes();

        void send(NodeId to, Message message, int waitsMillis);

        /// An exchange came to something.
        void noticed(ExchangeNotice notice);

        /// Whether it may speak for its partitions.
        boolean isSource();

        boolean isReachable(NodeId node);

        /// Of how many others it needs to hear to be whole.
        int sourcesNeeded();
    }

    SimExchange(SimCluster cluster, ActorId actor, Shell shell, long boot) {
        this.self = actor.node();
        this.shell = shell;
        Placement placement = cluster.placement();
        this.partitions = placement.partitions();
        ExchangeSettings settings =
                new ExchangeSettings(500, 150, 200, 4, 256, 1 << 20, 3_000, 64, 256, cluster.safeguards());
        this.machine = new ExchangeMachine(self, placement.peersOf(self), placement::epochOf, settings, boot);
        this.exchanges = cluster.options().exchanges();
        this.pulls = new PullMachine(self, placement, PullSettings.of(400, settings), machine::correlationOfPull);
        PurgeSettings purging = new PurgeSettings(300, 16, 64, 200, 3, 2_000, 10_000, cluster.safeguards());
        this.purges = new PurgeMachine(
                new PurgeMachine.Surroundings(self, placement, shell::isReachable),
                purging,
                machine.correlationOfAudit(-1));
        this.restores = new RestoreMachine(
                self,
                placement,
                new RestoreSettings(cluster.namespaces(), 200, 300, 4_000, 4, 8, cluster.safeguards()),
                machine.correlationOfAudit(-2));
        this.handoffs = new HandoffMachine(
                new HandoffMachine.Surroundings(actor, placement, shell::isReachable),
                new HandoffSettings(cluster.namespaces(), 200, 300, 4, cluster.safeguards()),
                machine.correlationOfAudit(-3));
        this.responder = new Responder(peer -> placement.sharedBy(self, peer), cluster.safeguards());
        this.surveyor = new LaneSurveyor(
                cluster.placement()::epochOf,
                this::living,
                (partition, segment) -> segment(partition, segment).sum());
    }

    boolean isOwn(ReplicaReply reply) {
        return machine.isOwn(reply.correlation());
    }

    void replied(NodeId from, ReplicaReply reply) {
        pull(new PullInput.Stored(reply));
        step(new ExchangeInput.Stored(reply));
        purge(new PurgeInput.Replied(from, reply));
        restore(new RestoreInput.Replied(from, reply));
        handOff(new HandoffInput.Replied(from, reply));
    }

    void noticed(ReplicaNotice notice) {
        switch (notice) {
            case ReplicaNotice.KeyDied died -> purge(new PurgeInput.Died(died));
            case ReplicaNotice.KeyEnds ends -> purge(new PurgeInput.Ends(ends));
            case ReplicaNotice.Unpushed(var partitions) -> pull(new PullInput.Written(partitions));
            case ReplicaNotice.RowDamaged(var partition, var key) -> restore(new RestoreInput.Damaged(partition, key));
            case ReplicaNotice.VoidFound _,
                    ReplicaNotice.RolledBack _,
                    ReplicaNotice.EventsLost _,
                    ReplicaNotice.ManySiblings _ -> {}
        }
    }

    private void pull(PullInput input) {
        RecordedOutputs<ExchangeNotice> out = new RecordedOutputs<>();
        pulls.on(input, shell.now(), out);
        run(out);
    }

    private void purge(PurgeInput input) {
        if (!exchanges) {
            return;
        }
        RecordedOutputs<PurgeNotice> out = new RecordedOutputs<>();
        purges.on(input, shell.now(), out);
        for (Output<PurgeNotice> output : out.drain()) {
            if (output instanceof Output.Send<PurgeNotice>(var to, var message, var waits)) {
                shell.send(to, message, waits);
            }
        }
    }

    private void restore(RestoreInput input) {
        RecordedOutputs<RestoreNotice> out = new RecordedOutputs<>();
        restores.on(input, shell.now(), out);
        for (Output<RestoreNotice> output : out.drain()) {
            if (output instanceof Output.Send<RestoreNotice>(var to, var message, var waits)) {
                shell.send(to, message, waits);
            }
        }
    }

    private void handOff(HandoffInput input) {
        RecordedOutputs<HandoffNotice> out = new RecordedOutputs<>();
        handoffs.on(input, shell.now(), out);
        for (Output<HandoffNotice> output : out.drain()) {
            if (output instanceof Output.Send<HandoffNotice>(var to, var message, var waits)) {
                shell.send(to, message, waits);
            }
        }
    }

    /// As scrub does, but that it is always the turn of all rows.
    private void scrub() {
        for (Key key : shell.disk().rotten()) {
            restore(new RestoreInput.Damaged(partitions.of(key), key));
        }
    }

    void tick() {
        if (++ticks % SCRUB_TICKS == 0) {
            scrub();
        }
        restore(new RestoreInput.Ticked(shell.isSource()));
        handOff(new HandoffInput.Ticked(shell.isSource()));
        pull(new PullInput.Ticked());
        step(new ExchangeInput.Ticked(shell.sourcesNeeded()));
        purge(new PurgeInput.Ticked(shell.isSource() && shell.now().nanos() < Simulation.LAST_PURGE_NANOS));
    }

    void handle(NodeId from, SyncMessage message) {
        switch (message) {
            case SyncMessage.Announced announced -> step(new ExchangeInput.Announced(from, announced));
            case SyncMessage.Unpushed telling -> pull(new PullInput.Told(from, telling));
            case SyncMessage.Pulled pulled -> pull(new PullInput.Confirmed(from, pulled));
            case SyncReply reply -> {
                pull(new PullInput.Answered(from, reply));
                step(new ExchangeInput.Answered(from, reply));
                handOff(new HandoffInput.Told(from, reply));
                if (from.equals(self)) {
                    purge(new PurgeInput.Listed(reply));
                }
            }
            case SyncRequest request -> asked(from, request);
        }
    }

    private void step(ExchangeInput input) {
        if (exchanges) {
            RecordedOutputs<ExchangeNotice> out = new RecordedOutputs<>();
            machine.on(input, shell.now(), out);
            run(out);
        }
    }

    private void run(RecordedOutputs<ExchangeNotice> out) {
        for (Output<ExchangeNotice> output : out.drain()) {
            switch (output) {
                case Output.Send<ExchangeNotice>(_, SyncMessage.Announced _, _) when !shell.isSource() -> {}
                case Output.Send<ExchangeNotice>(var to, var message, var waits) -> shell.send(to, message, waits);
                case Output.Publish<ExchangeNotice>(ExchangeNotice notice) -> shell.noticed(notice);
                case Output.Publish<ExchangeNotice> _,
                        Output.Answer<ExchangeNotice> _,
                        Output.StartTimer<ExchangeNotice> _,
                        Output.CancelTimer<ExchangeNotice> _ -> {}
            }
        }
    }

    private void asked(NodeId from, SyncRequest request) {
        Survey survey = responder.surveyFor(request);
        if (!shell.isSource() && !from.equals(self)) {
            shell.send(from, new SyncReply.Declined(request.correlation(), Refusal.BOOTSTRAPPING), -1);
        } else if (survey == null) {
            answer(from, request, null);
        } else {
            new Asking(from, request, survey).begin();
        }
    }

    private void answer(NodeId to, SyncRequest request, @Nullable Finding finding) {
        shell.send(to, responder.answer(request, finding, this), -1);
    }

    /// A question that several lanes know a part of the answer to.
    private final class Asking {
        private final NodeId from;
        private final SyncRequest request;
        private final Survey survey;
        private final List<Finding> findings = new ArrayList<>();
        private int waiting;

        Asking(NodeId from, SyncRequest request, Survey survey) {
            this.from = from;
            this.request = request;
            this.survey = survey;
        }

        void begin() {
            List<SimLane> lanes = shell.lanes();
            List<SimLane> asked = List.copyOf(lanes);
            waiting = asked.size();
            asked.forEach(lane -> lane.survey(state -> found(surveyor.answer(state, survey))));
        }

        private void found(Finding finding) {
            findings.add(finding);
            if (--waiting == 0) {
                answer(from, request, findings.stream().reduce(Finding::joined).orElseThrow());
            }
        }
    }

    private List<Finding.LivingDot> living(int partition, ActorId actor, long from, long to, int max) {
        List<Finding.LivingDot> living = new ArrayList<>();
        for (Key key : keysOf(partition)) {
            // The dot index is there even where an object cannot be read.
            for (Sibling sibling : shell.disk().object(key).siblings()) {
                long counter = sibling.dot().counter();
                if (sibling.dot().actor().equals(actor) && counter >= from && counter <= to) {
                    living.add(new Finding.LivingDot(sibling.dot(), key));
                }
            }
        }
        living.sort(Comparator.comparing(Finding.LivingDot::dot));
        return living.subList(0, Math.min(max, living.size()));
    }

    private List<Key> keysOf(int partition) {
        return shell.disk().keys().stream()
                .filter(key -> partitions.of(key) == partition)
                .toList();
    }

    @Override
    public @Nullable StoredObject object(int partition, Key key) {
        return shell.load(key);
    }

    private HeldKey heldKey(Key key) {
        StoredObject object = shell.disk().object(key);
        return new HeldKey(
                key, ObjectDigest.contentOf(object), IndexRow.of(object).endsAt());
    }

    @Override
    public HeldSegment segment(int partition, int segment) {
        List<HeldKey> held = new ArrayList<>();
        for (Key key : keysOf(partition)) {
            boolean isKnown = shell.disk().object(key).isKnown();
            if (isKnown && MerkleTree.segmentOf(key.hash()) == segment) {
                held.add(heldKey(key));
            }
        }
        return new HeldSegment(held, segment + 1, true);
    }

    @Override
    public long digest(int partition, Key key) {
        StoredObject object = shell.disk().object(key);
        return object.isKnown() ? ObjectDigest.contentOf(object) : 0;
    }
}
