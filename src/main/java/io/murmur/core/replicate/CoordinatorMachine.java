package io.murmur.core.replicate;

import io.murmur.core.delay.Itinerary;
import io.murmur.core.delay.Stay;
import io.murmur.core.delay.Turn;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.Machine;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import io.murmur.core.machine.Outputs;
import io.murmur.core.machine.Safeguard;
import io.murmur.core.namespace.Namespace;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.ForwardLog;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.PeerMessage;
import io.murmur.core.replicate.quorum.Level;
import io.murmur.core.replicate.quorum.Target;
import io.murmur.core.replicate.quorum.Targets;
import io.murmur.core.replicate.trace.NotedOutputs;
import io.murmur.core.ring.Topology;
import io.murmur.core.version.VersionVector;
import java.util.List;

/// One coordinator: takes operations in, makes a machine for each, hands it its replies, and lets time pass for
/// all.
///
/// Not thread-safe; a node may run several, each with its own table. Messages to replicas of this node are sent
/// like any other, to its own [NodeId].
public final class CoordinatorMachine implements Machine<CoordinatorInput, Outcome> {

    /// Gaps whose voids are offered at once; what is beyond is found by comparing clocks.
    private static final int VOIDS_MAX = 1024;
    /// Keys that are read at once for pages of keys.
    private static final int PARTS_MAX = 1024;

    private final NodeId self;
    private final Topology topology;
    private final Namespaces namespaces;
    private final Targets targets;
    private final ReplicationLimits limits;
    private final CoordinatorSettings settings;
    private final RequestTable requests;
    /// Apart, since they may wait for an owner for a minute: whom nobody waits for must not take a client's
    /// place.
    private final RequestTable voids;
    /// Apart, since the page they are for has its place already: it must not fail for want of a second one.
    private final RequestTable parts;
    private final List<RequestTable> tables;
    private final ForwardLog forwards = new ForwardLog();
    private final long stream;
    private final NotedOutputs out = new NotedOutputs();
    private Turn turn = new Turn(0);
    private long handedOver;

    /// Creates a coordinator with nothing in flight.
    ///
    /// @param boot random per start of the coordinator
    public CoordinatorMachine(
            NodeId self, Topology topology, Namespaces namespaces, CoordinatorSettings settings, long boot) {
        this.self = self;
        this.topology = topology;
        this.namespaces = namespaces;
        this.targets = new Targets(self, topology, namespaces);
        this.limits = settings.limits();
        this.settings = settings;
        this.requests = new RequestTable(limits.inFlightMax(), boot);
        // The boots of their correlations differ in one bit, and so they do; the low bits name the coordinator.
        this.voids = new RequestTable(VOIDS_MAX, boot ^ 1 << (RequestTable.BOOT_BITS - 1));
        this.parts = new RequestTable(PARTS_MAX, boot ^ 1 << (RequestTable.BOOT_BITS - 2));
        this.tables = List.of(requests, voids, parts);
        this.stream = boot;
    }

    @Override
    public void on(CoordinatorInput input, Now now, Outputs<Outcome> outputs) {
        if (now.nanos() != turn.beganNanos()) {
            turn = new Turn(now.nanos());
        }
        out.to(outputs);
        switch (input) {
            case CoordinatorInput.Submitted submitted -> {
                long deadlineNanos = now.nanosAfterMillis(submitted.timeoutMillis());
                Ticket ticket = new Ticket(null, submitted.ticket(), deadlineNanos, submitted.itinerary());
                submit(ticket, submitted.operation(), now);
            }
            case CoordinatorInput.Replied replied -> replied(replied, now);
            case CoordinatorInput.PeerSpoke(var from, PeerMessage.Forward forward, var stay) ->
                carryOut(from, forward, stay.arrivedNanos(), now);
            case CoordinatorInput.PeerSpoke(var from, PeerMessage.Forwarded result, var stay) ->
                forwarded(from, result, stay, now);
            case CoordinatorInput.VoidFound(var gap) -> offerVoid(gap, now);
            case CoordinatorInput.Ticked _ -> tick(now);
        }
    }

    private void tick(Now now) {
        // Parts first: what they end is done with in the same sweep.
        parts.sweep(part -> tick(part, now));
        requests.sweep(request -> tick(request, now));
        out.note(null);
        voids.sweep(offer -> offer.tick(now, out));
    }

    private void tick(RequestMachine request, Now now) {
        Ticket ticket = request.ticket();
        if (ticket != null && !request.isDone()) {
            begin(ticket);
            request.tick(now, out);
        }
    }

    /// What it asked for since the last input with another time has left for the other nodes. Without being
    /// told it counts all until the answers as work of its own.
    public void left(long nanos) {
        turn.leave(nanos);
    }

    /// What is sent from now on is for this operation.
    private void begin(Ticket ticket) {
        ticket.itinerary().step(turn);
        out.note(ticket.itinerary());
    }

    /// Requests of clients in flight.
    public int inFlight() {
        return requests.size();
    }

    private void submit(Ticket ticket, ClientOperation operation, Now now) {
        begin(ticket);
        if (requests.isFull()) {
            ticket.fail(Failure.OVERLOADED, out);
            return;
        }
        Target target = switch (operation) {
            case ClientOperation.OfKey ofKey -> targets.of(ofKey, requests.nextCorrelation());
            case ClientOperation.List list -> targets.of(list.partition(), requests.nextCorrelation());
            case ClientOperation.Count count -> targets.of(count.partition(), requests.nextCorrelation());
        };
        List<NodeId> reachable = targets.inOrder(target);
        switch (operation) {
            case ClientOperation.OfKey ofKey
            when targets.isDoneHere(target) ->
                carryOut(ofKey, new Asked(target, ticket, seenBy(ofKey)), reachable, now);
            case ClientOperation.OfKey ofKey ->
                forward(new Asked(target, ticket, VersionVector.EMPTY), ofKey, cannotForward(ticket), now);
            case ClientOperation.List _ ->
                look(target, ticket, new LookMachine.Look(operation, listOwners(target), reachable), now);
            case ClientOperation.Count _ -> look(target, ticket, new LookMachine.Look(operation, 1, reachable), now);
        }
    }

    private record Asked(Target target, Ticket ticket, VersionVector seen) {}

    /// What the session of an operation has seen of its partition; empty if it is in none.
    private VersionVector seenBy(ClientOperation.OfKey operation) {
        Safeguard rule = operation.isWrite() ? Safeguard.SUPERSEDE_WHAT_WAS_SEEN : Safeguard.READ_WHAT_WAS_SEEN;
        return operation instanceof ClientOperation.InSession(_, var seen)
                        && settings.safeguards().has(rule)
                ? seen
                : VersionVector.EMPTY;
    }

    private void carryOut(ClientOperation.OfKey operation, Asked asked, List<NodeId> preferred, Now now) {
        switch (operation) {
            case ClientOperation.Get get -> read(asked, get, preferred, now);
            case ClientOperation.Put put -> write(asked, put, now);
            case ClientOperation.InSession(var inner, _) -> carryOut(inner, asked, preferred, now);
        }
    }

    private void read(Asked asked, ClientOperation.Get get, List<NodeId> preferred, Now now) {
        Target target = asked.target();
        int readOwners = targets.readOwners(get, target.owners());
        if (!targets.canReach(readOwners, target)) {
            asked.ticket().fail(Failure.TOO_FEW_OWNERS, out);
            return;
        }
        start(target, reading(asked, get.key(), readOwners, preferred), now);
    }

    private ReadMachine reading(Asked asked, Key key, int readOwners, List<NodeId> preferred) {
        Namespace namespace = namespaces.of(key);
        int writeOwners =
                Math.min(namespace.writeOwners(), asked.target().owners().size());
        var level = new Level(readOwners, writeOwners, namespace.conflict(), true);
        var request = new ReadMachine.Request(key, level, namespace.repair(), preferred, asked.seen());
        return new ReadMachine(asked.target(), asked.ticket(), request, settings);
    }

    /// A page may hold keys of all namespaces, so as many owners are asked as a read of any key would.
    private int listOwners(Target target) {
        boolean asksEnough = settings.safeguards().has(Safeguard.LIST_FROM_ENOUGH);
        return asksEnough ? targets.readOwnersMax(target.owners()) : 1;
    }

    private void look(Target target, Ticket ticket, LookMachine.Look look, Now now) {
        boolean isPage = look.operation() instanceof ClientOperation.List;
        if (isPage && !targets.canReach(look.needed(), target)) {
            ticket.fail(Failure.TOO_FEW_OWNERS, out);
        } else {
            start(target, new LookMachine(target, ticket, look, settings), now);
        }
    }

    /// Reads what the owners of a page differ about, from as many as were asked for the page.
    private void readDoubted(LookMachine page, Now now) {
        for (Key key : page.takeDoubted()) {
            Ticket ticket = page.ticketOf(key);
            if (parts.isFull()) {
                ticket.fail(Failure.OVERLOADED, out);
                return;
            }
            Target target = targets.of(topology.partitionOf(key), parts.nextCorrelation());
            Asked asked = new Asked(target, ticket, VersionVector.EMPTY);
            start(parts, target, reading(asked, key, page.needed(), targets.inOrder(target)), now);
        }
    }

    private void write(Asked asked, ClientOperation.Put put, Now now) {
        Target target = asked.target();
        if (!targets.canReach(targets.writeOwners(put, target.owners()), target)) {
            asked.ticket().fail(Failure.TOO_FEW_OWNERS, out);
            return;
        }
        if (asked.seen().isEmpty()) {
            name(asked, put, now);
        } else {
            start(target, new CatchUpMachine(target, asked.ticket(), put, asked.seen(), settings), now);
        }
    }

    /// A write of whose session all is known here.
    private void name(Asked asked, ClientOperation.Put put, Now now) {
        Target target = asked.target();
        Namespace namespace = namespaces.of(put.key());
        int writeOwners = targets.writeOwners(put, target.owners());
        int readOwners = targets.readOwners(put, target.owners());
        var level = new Level(readOwners, writeOwners, namespace.conflict(), namespace.pushes(writeOwners));
        var machine = new WriteMachine(target, asked.ticket(), put, level, settings);
        machine.follow(asked.seen());
        start(target, machine, now);
    }

    private static Failure cannotForward(Ticket ticket) {
        return ticket.asker() == null ? Failure.TOO_FEW_OWNERS : Failure.TRY_AGAIN;
    }

    /// Hands over to other owners, unless this node was handed the operation itself.
    ///
    /// @param otherwise what is answered if it cannot be handed over
    private void forward(Asked asked, ClientOperation operation, Failure otherwise, Now now) {
        Target target = asked.target();
        Ticket ticket = asked.ticket();
        List<NodeId> others = targets.reachableOthers(target);
        if (ticket.asker() != null || others.isEmpty()) {
            ticket.fail(otherwise, out);
            return;
        }
        var serial = new PeerMessage.Serial(stream, handedOver++);
        boolean isDetailed = ticket.itinerary().isDetailed();
        var message = new PeerMessage.Forward(target.correlation(), serial, operation, 0, isDetailed);
        start(target, new ForwardMachine(others, ticket, message), now);
    }

    /// The replica of this node named no event, for a reason that another owner need not have. Without enough
    /// others a sure refusal would become an unknown one.
    private void handOver(WriteMachine write, Failure refused, Now now) {
        ClientOperation.OfKey put = write.operation();
        Target target = targets.of(put, requests.nextCorrelation());
        int needed = targets.writeOwners(put, target.owners());
        int storing = targets.reachableOthers(target).size() + (refused == Failure.CLOCK_AHEAD ? 1 : 0);
        boolean isHandedOver = settings.safeguards().has(Safeguard.HAND_OVER_REFUSED);
        if (!isHandedOver || storing < needed || !write.ticket().isWorthMore(now)) {
            write.ticket().fail(refused, out);
        } else {
            forward(new Asked(target, write.ticket(), VersionVector.EMPTY), put, refused, now);
        }
    }

    /// A handed-over write may come so late that the client has tried it again elsewhere, so one that clients
    /// may try again is looked up first, like a repetition, unless this node hears of each repetition.
    private void carryOut(NodeId from, PeerMessage.Forward forward, long arrivedNanos, Now now) {
        if (!forwards.add(forward.serial())) {
            return;
        }
        Itinerary itinerary = new Itinerary(self, arrivedNanos, forward.isDetailed());
        long deadlineNanos = now.nanosAfterMillis(forward.timeoutMillis());
        Ticket ticket = new Ticket(from, forward.correlation(), deadlineNanos, itinerary);
        ClientOperation operation = forward.operation();
        submit(
                ticket,
                operation instanceof ClientOperation.OfKey ofKey && !hearsOfTries(ofKey) ? ofKey.delayed() : operation,
                now);
    }

    /// Whether no other try of a write is carried out before this node's replica is asked for it (decision 4). A copy
    /// of this try is no other try; once one may have been forgotten, nothing is sure.
    private boolean hearsOfTries(ClientOperation.OfKey operation) {
        Namespace namespace = namespaces.of(operation.key());
        int writeOwners = operation.writeOwners() > 0 ? operation.writeOwners() : namespace.writeOwners();
        return namespace.asksAllOfTries() && namespace.asksAllOfTries(writeOwners) && !forwards.hasForgotten();
    }

    private void forwarded(NodeId from, PeerMessage.Forwarded result, Stay stay, Now now) {
        if (requests.find(result.correlation()) instanceof ForwardMachine machine) {
            Itinerary itinerary = machine.ticket().itinerary();
            itinerary.step(turn, from, result.correlation(), stay, result.path());
            out.note(itinerary);
            machine.forwarded(from, result.outcome(), now, out);
            removeIfDone(requests, result.correlation(), machine);
        }
    }

    private void offerVoid(ReplicaEvent.GapVoided gap, Now now) {
        out.note(null);
        if (!voids.isFull()) {
            Target target = targets.of(gap.partition(), voids.nextCorrelation());
            var offer = new VoidMachine(target, gap, limits, () -> topology.isReachable(target.self()));
            start(voids, target, offer, now);
        }
    }

    private void start(Target target, RequestMachine machine, Now now) {
        start(requests, target, machine, now);
    }

    private void start(RequestTable table, Target target, RequestMachine machine, Now now) {
        table.add(machine);
        machine.begin(now, out);
        removeIfDone(table, target.correlation(), machine);
    }

    private void replied(CoordinatorInput.Replied replied, Now now) {
        for (RequestTable table : tables) {
            RequestMachine machine = table.find(replied.reply().correlation());
            if (machine != null && !machine.isDone()) {
                hear(table, machine, replied, now);
                return;
            }
        }
    }

    private void hear(RequestTable table, RequestMachine machine, CoordinatorInput.Replied replied, Now now) {
        Ticket ticket = machine.ticket();
        long correlation = replied.reply().correlation();
        if (ticket != null) {
            ticket.itinerary().step(turn, replied.from(), correlation, replied.stay());
        }
        out.note(ticket == null ? null : ticket.itinerary());
        machine.on(replied.from(), replied.reply(), now, out);
        if (machine instanceof LookMachine page) {
            readDoubted(page, now);
        }
        removeIfDone(table, correlation, machine);
        if (machine instanceof WriteMachine write && write.refusedHere() != null) {
            handOver(write, write.refusedHere(), now);
        } else if (ticket != null && ticket.part() != null) {
            LookMachine page = ticket.part().page();
            removeIfDone(requests, page.correlation(), page);
        } else if (machine instanceof CatchUpMachine ready && ready.isCaughtUp()) {
            Target target = targets.of(ready.put(), requests.nextCorrelation());
            name(new Asked(target, ready.ticket(), ready.seen()), ready.put(), now);
        }
    }

    private static void removeIfDone(RequestTable table, long correlation, RequestMachine machine) {
        if (machine.isDone()) {
            table.remove(correlation);
        }
    }
}
