package io.murmur.actor.entropy;

import io.murmur.actor.Inbox;
import io.murmur.actor.NodeClock;
import io.murmur.actor.Outbox;
import io.murmur.core.entropy.ExchangeInput;
import io.murmur.core.entropy.ExchangeMachine;
import io.murmur.core.entropy.ExchangeNotice;
import io.murmur.core.entropy.answer.Finding;
import io.murmur.core.entropy.answer.Holdings;
import io.murmur.core.entropy.answer.Responder;
import io.murmur.core.entropy.answer.Survey;
import io.murmur.core.entropy.audit.AuditPlan;
import io.murmur.core.entropy.audit.AuditReport;
import io.murmur.core.entropy.audit.AuditSettings;
import io.murmur.core.entropy.audit.KeyReport;
import io.murmur.core.entropy.handoff.HandoffMachine;
import io.murmur.core.entropy.message.SyncMessage;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.entropy.pull.PullMachine;
import io.murmur.core.entropy.purge.PurgeMachine;
import io.murmur.core.entropy.restore.RestoreMachine;
import io.murmur.core.entropy.scrub.ScrubMachine;
import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.replica.event.ReplicaNotice;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/// Compares what this node holds with what others hold, and answers their questions and its own.
///
/// Owns the [ExchangeMachine]; nothing of it survives a restart, and the next announcement begins anew.
/// Blocks for pages of the table.
public final class ExchangeActor extends AbstractMatchingBehavior<ExchangeActor.Command> {

    private static final int BATCH_MAX = 64;
    private static final Duration TICK = Duration.ofMillis(50);

    public sealed interface Command {
        /// Another node, or this one, asked or told something.
        record TakeSync(NodeId from, SyncMessage message) implements Command {}

        /// A replica answered: one of this node what an exchange wants stored, any what purging asks.
        record TakeReply(NodeId from, ReplicaReply reply) implements Command {}

        /// A replica of this node tells of a key that died, or will, or of what others are to fetch.
        record TakeNotice(ReplicaNotice notice) implements Command {}

        /// Find out whether replicas agree.
        ///
        /// @param report completed in the end, perhaps with [AuditRefused]
        record Verify(AuditPlan plan, CompletableFuture<AuditReport> report) implements Command {}

        /// Find out what the owners of a key know of it.
        ///
        /// @param report completed in the end, perhaps with [AuditRefused]
        record Explain(Key key, AuditPlan plan, CompletableFuture<KeyReport> report) implements Command {}

        /// Something waits in the inbox.
        record Drain() implements Command {}
    }

    private record LanesAnswered(NodeId from, SyncRequest request, Finding finding) implements Private {}

    private record TickDue() implements Private {}

    private sealed interface Private extends Command {}

    /// What the actor works with.
    ///
    /// @param peers the nodes this one shares partitions with
    /// @param isSource whether this node's replicas may speak: not while they lack data
    /// @param sourcesNeeded how many peers it has to catch up with because it lost data; 0 if it lost none
    /// @param listener told of all that is noticed, on the actor's thread: it must not throw
    public record Supplies(
            ExchangeMachine machine,
            AuditSettings audits,
            ScrubMachine scrub,
            RestoreMachine restore,
            PurgeMachine purge,
            HandoffMachine handoff,
            PullMachine pull,
            List<NodeId> peers,
            Responder responder,
            LaneSurveys lanes,
            Holdings holdings,
            BooleanSupplier isSource,
            IntSupplier sourcesNeeded,
            Consumer<ExchangeNotice> listener,
            Outbox outbox,
            ExchangeFigures figures,
            ScrubFigures scrubFigures,
            PurgeFigures purgeFigures,
            PullFigures pullFigures,
            HandoffFigures handoffFigures,
            NodeClock clock,
            NodeId self) {}

    private final ActorContext<Command> context;
    private final Supplies supplies;
    private final Inbox<Command> inbox;
    private final ExchangeOutputs outputs;
    private final Audits audits;
    private final Scrubbing scrubbing;
    private final Restoring restoring;
    private final Purging purging;
    private final Handoffs handoffs;
    private final Pulls pulls;

    public static Behavior<Command> create(Supplies supplies, Inbox<Command> inbox) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new TickDue(), TICK);
            inbox.attach(() -> context.getSelf().tell(new Command.Drain()));
            return new ExchangeActor(context, supplies, inbox);
        }));
    }

    private ExchangeActor(ActorContext<Command> context, Supplies supplies, Inbox<Command> inbox) {
        super(context);
        this.context = context;
        this.supplies = supplies;
        this.inbox = inbox;
        this.outputs = new ExchangeOutputs(
                supplies.outbox(),
                supplies.figures(),
                supplies.pullFigures(),
                supplies.listener(),
                supplies.isSource());
        this.audits = new Audits(supplies.audits(), supplies.machine()::correlationOfAudit, outputs.runner());
        this.pulls = new Pulls(supplies.pull(), supplies.peers(), supplies.pullFigures(), outputs.runner());
        this.purging = new Purging(supplies.purge(), supplies.outbox(), supplies.purgeFigures());
        this.handoffs = new Handoffs(supplies.handoff(), supplies.outbox(), supplies.handoffFigures());
        this.restoring = new Restoring(supplies.restore(), supplies.outbox(), supplies.scrubFigures());
        this.scrubbing = new Scrubbing(supplies.scrub(), supplies.outbox(), supplies.lanes(), supplies.scrubFigures());
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Command.Drain _ -> inbox.drain(BATCH_MAX, this::step);
            case Command.TakeSync _,
                    Command.TakeReply _,
                    Command.TakeNotice _,
                    Command.Verify _,
                    Command.Explain _,
                    Private _ -> step(command);
        }
        supplies.outbox().flush();
        return this;
    }

    private void step(Command command) {
        switch (command) {
            case Command.TakeSync(var from, SyncMessage.Announced announced) ->
                advance(new ExchangeInput.Announced(from, announced));
            case Command.TakeSync(var from, SyncMessage.Unpushed telling) ->
                pulls.told(from, telling, supplies.clock().now());
            case Command.TakeSync(var from, SyncMessage.Pulled pulled) ->
                pulls.confirmed(from, pulled, supplies.clock().now());
            case Command.TakeSync(var from, SyncReply reply) -> {
                advance(new ExchangeInput.Answered(from, reply));
                pulls.answered(from, reply, supplies.clock().now());
                audits.answered(from, reply, supplies.clock().now());
                handoffs.told(from, reply, supplies.clock().now());
                if (from.equals(supplies.self())) {
                    scrubbing.answered(reply, supplies.clock().now());
                    purging.listed(reply, supplies.clock().now());
                }
            }
            case Command.TakeSync(var from, SyncRequest request) -> asked(from, request);
            case Command.TakeReply(var from, var reply) -> {
                advance(new ExchangeInput.Stored(reply));
                pulls.stored(reply, supplies.clock().now());
                purging.replied(from, reply, supplies.clock().now());
                restoring.replied(from, reply, supplies.clock().now());
                handoffs.replied(from, reply, supplies.clock().now());
            }
            case Command.TakeNotice(var notice) -> noticed(notice);
            case LanesAnswered(var from, var request, var finding) -> answer(from, request, finding);
            case Command.Verify(var plan, var report) ->
                audits.verify(plan, report, supplies.clock().now());
            case Command.Explain(var key, var plan, var report) ->
                audits.explain(key, plan, report, supplies.clock().now());
            case TickDue _ -> {
                advance(new ExchangeInput.Ticked(supplies.sourcesNeeded().getAsInt()));
                pulls.tick(supplies.clock().now());
                audits.tick(supplies.clock().now());
                scrubbing.tick(supplies.clock().now());
                restoring.tick(
                        supplies.isSource().getAsBoolean(), supplies.clock().now());
                purging.tick(
                        supplies.isSource().getAsBoolean(), supplies.clock().now());
                handoffs.tick(
                        supplies.isSource().getAsBoolean(), supplies.clock().now());
            }
            case Command.Drain _ -> {}
        }
    }

    private void noticed(ReplicaNotice notice) {
        switch (notice) {
            case ReplicaNotice.KeyDied died ->
                purging.died(died, supplies.clock().now());
            case ReplicaNotice.KeyEnds ends ->
                purging.ends(ends, supplies.clock().now());
            case ReplicaNotice.Unpushed written ->
                pulls.written(written, supplies.clock().now());
            case ReplicaNotice.RowDamaged(var partition, var key) ->
                restoring.damaged(partition, key, supplies.clock().now());
            case ReplicaNotice.EventsLost lost ->
                supplies.scrubFigures().lost(lost.dots().size());
            case ReplicaNotice.VoidFound _, ReplicaNotice.RolledBack _, ReplicaNotice.ManySiblings _ -> {}
        }
    }

    private void advance(ExchangeInput input) {
        supplies.machine().on(input, supplies.clock().now(), outputs.runner());
    }

    private void asked(NodeId from, SyncRequest request) {
        Survey survey = supplies.responder().surveyFor(request);
        if (!from.equals(supplies.self()) && !supplies.isSource().getAsBoolean()) {
            supplies.outbox().send(from, new SyncReply.Declined(request.correlation(), Refusal.BOOTSTRAPPING));
        } else if (survey == null) {
            answer(from, request, null);
        } else {
            supplies.lanes().ask(survey, finding -> context.getSelf().tell(new LanesAnswered(from, request, finding)));
        }
    }

    private void answer(NodeId to, SyncRequest request, @Nullable Finding finding) {
        SyncReply answer = supplies.responder().answer(request, finding, supplies.holdings());
        if (answer instanceof SyncReply.Inspected page) {
            restoring.inspected(page, supplies.clock().now());
        }
        supplies.outbox().send(to, answer);
    }
}
