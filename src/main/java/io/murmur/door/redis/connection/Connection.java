package io.murmur.door.redis.connection;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.delay.Stretch;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.door.redis.causal.CausalSession;
import io.murmur.door.redis.command.CommandBook;
import io.murmur.door.redis.session.ReplyMode;
import io.murmur.door.redis.session.Session;
import io.murmur.resp.Decoded;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client: takes its commands in, has them carried out, answers them in order. Event loop only.
///
/// Open -> Draining: the door closes, or the client asked for its own end; nothing more is taken in. Open or
/// Draining -> Closing: QUIT, or garbage, or Draining with everything answered; what is answered is flushed,
/// then the channel closes. Any -> Closed: the channel is gone; what is under way goes on without anybody to
/// tell.
///
/// Reading stops (the client's TCP window closes) while more commands or bytes are held than the limits allow,
/// or the client does not read its answers; it goes on when they are answered.
final class Connection {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final Reply INTERNAL_ERROR = Reply.error(
            "internal error: the log of the node says more. Whether the command was carried out is unknown");

    private enum Phase {
        OPEN,
        DRAINING,
        CLOSING,
        CLOSED
    }

    private final ConnectionSupplies supplies;
    private final ConnectionLimits limits;
    private final Session session;
    private final ChannelHandlerContext context;
    private final Inlet inlet;
    private final AnswerWriter writer;
    private final Completions completions;
    private final KeyOrder<PendingOperation> order;
    private final ArrayDeque<Slot> slots = new ArrayDeque<>();
    /// A request that waits until all before it is answered, and the slot of one that all behind it wait for.
    private @Nullable Request postponed;
    private @Nullable Slot barrier;
    /// What has just come and need not wait for its turn if it is started now.
    private @Nullable PendingOperation admitting;
    private Phase phase = Phase.OPEN;
    private boolean advancing;
    private boolean reading = true;
    private long heldBytes;
    private long budgetedBytes;
    /// What an outcome weighed lately, at most.
    private long expectedWeight;

    Connection(ConnectionSupplies supplies, Session session, ChannelHandlerContext context) {
        this.supplies = supplies;
        this.limits = supplies.limits();
        this.session = session;
        this.context = context;
        this.inlet = new Inlet(limits.request());
        this.writer = new AnswerWriter(context, supplies.figures().bytesOut());
        this.completions = new Completions(context.executor(), this::advance);
        this.order = new KeyOrder<>(limits.operationsInFlightMax(), this::hasRoomFor, this::start);
    }

    Session session() {
        return session;
    }

    Inlet inlet() {
        return inlet;
    }

    /// Does all that can be done now: outcomes in, requests in, answers out.
    void advance() {
        completions.beginTaking();
        if (advancing || phase == Phase.CLOSED) {
            return;
        }
        advancing = true;
        do {
            takeOutcomes();
            takeRequests();
            writeAnswers();
            order.startReady();
        } while ((mayTakeRequests() && hasRequests()) || mayWriteAnswers());
        advancing = false;
        settleReading();
    }

    private void takeOutcomes() {
        PendingOperation operation = completions.poll();
        while (operation != null) {
            Outcome outcome = operation.outcome();
            order.finished(operation);
            deliver(operation, outcome);
            operation = completions.poll();
        }
    }

    /// What would burst a limit is dropped at once: an answer that is too large is worse than none. One answer
    /// may be as large as the hard limit; what comes beyond it in all must find room in the door's budget.
    private void deliver(PendingOperation operation, Outcome outcome) {
        long weight = ReplyWeight.of(outcome);
        expectedWeight = Math.max(weight, expectedWeight - expectedWeight / 16);
        boolean fits = weight == 0
                || (operation.slot().heldBytes() + weight <= limits.memoryBytesHard()
                        && (heldBytes + weight <= limits.memoryBytesHard()
                                || supplies.budget().hasRoomFor(weight)));
        hold(operation.slot(), fits ? weight : 0);
        CausalSession causal = session.causal();
        if (causal != null) {
            causal.note(operation.operation(), outcome);
        }
        Outcome told = fits ? outcome : new Outcome.Failed(Failure.OVERLOADED);
        long now = System.nanoTime();
        List<Stretch> path = operation.pathBackward(supplies.self(), now);
        operation.slot().note(operation, path, now);
        supplies.operations().delivered(operation.operation(), path);
        boolean wasAnswered = operation.slot().reply() != null;
        guarded(operation.slot(), () -> operation.deliver(told));
        if (!wasAnswered) {
            noteIfSlow(operation.slot());
        }
        budget();
    }

    private boolean mayTakeRequests() {
        return phase == Phase.OPEN
                && slots.size() < limits.unansweredMax()
                && heldBytes < limits.memoryBytesSoft()
                && writer.hasRoom();
    }

    private boolean hasRequests() {
        if (barrier != null && barrier.reply() == null) {
            return false;
        }
        return postponed == null ? inlet.hasBytes() : slots.isEmpty();
    }

    private void noteIfSlow(Slot slot) {
        AccountChain chain = slot.chain();
        if (chain != null && slot.reply() != null && supplies.slowLog().isSlow(slot.takenSoFarNanos())) {
            supplies.slowLog().keep(slot.request(), session, chain.whole());
        }
    }

    private void takeRequests() {
        while (mayTakeRequests() && hasRequests()) {
            Request waited = postponed;
            if (waited != null) {
                postponed = null;
                take(waited);
                continue;
            }
            switch (inlet.next()) {
                case Decoded.Incomplete _ -> {}
                case Decoded.Complete(var request) -> take(request);
                case Decoded.Oversized(var sentence) -> refuse(Reply.error(sentence));
                case Decoded.Garbage(var sentence) -> {
                    supplies.figures().garbage().increment();
                    newSlot(Request.of("garbage")).answerAndClose(Reply.error("Protocol error: " + sentence));
                    phase = Phase.DRAINING;
                }
            }
        }
        budget();
    }

    private void take(Request request) {
        CommandBook.Entry entry = supplies.book().entryOf(request);
        if (entry.waitsForEarlier() && !slots.isEmpty()) {
            postponed = request;
            return;
        }
        supplies.figures().commands().increment();
        session.noteCommand(entry.shownName(), supplies.wallClock().millis());
        Slot slot = newSlot(request);
        barrier = entry.waitsForEarlier() ? slot : null;
        ReplyMode before = session.replyMode();
        if (before == ReplyMode.SKIP_NEXT) {
            session.want(ReplyMode.ON);
        }
        guarded(slot, () -> entry.handler().handle(slot));
        slot.settle(session.protocol(), before == ReplyMode.SKIP_NEXT || session.replyMode() != ReplyMode.ON);
        if (slot.closes()) {
            phase = Phase.DRAINING;
        }
    }

    private void refuse(Reply reply) {
        Slot slot = newSlot(Request.of("refused"));
        slot.settle(session.protocol(), session.replyMode() != ReplyMode.ON);
        slot.answer(reply);
    }

    private Slot newSlot(Request request) {
        long now = System.nanoTime();
        Slot slot = new Slot(this, request, now, now + limits.commandTimeoutMillis() * 1_000_000);
        slots.add(slot);
        heldBytes += slot.heldBytes();
        return slot;
    }

    /// The edge: whatever goes wrong with one command is its own answer, never its neighbours' end.
    private void guarded(Slot slot, Runnable work) {
        try {
            work.run();
        } catch (MalformedBytes fault) {
            answerFault(slot, Reply.error(String.valueOf(fault.getMessage())));
        } catch (RuntimeException fault) {
            LOG.error("Could not carry out a {}", slot.request().text(0), fault);
            answerFault(slot, INTERNAL_ERROR);
        }
    }

    private static void answerFault(Slot slot, Reply reply) {
        if (slot.reply() == null) {
            slot.answer(reply);
        }
    }

    void admit(Slot slot, ClientOperation operation, Consumer<Outcome> then) {
        PendingOperation pending = new PendingOperation(slot, operation, then, completions);
        admitting = pending;
        order.admit(pending);
        admitting = null;
    }

    /// Whether an operation may begin: what it brings has to be held, so while much is held only the first in
    /// line may, whose answer makes room for the others.
    private boolean hasRoomFor(PendingOperation operation) {
        return heldBytes + order.inFlight() * expectedWeight < limits.memoryBytesSoft()
                || operation.slot() == slots.peek();
    }

    /// Hands an operation to the coordinators, unless its time was spent waiting for its turn.
    private void start(PendingOperation operation) {
        long leftMillis = (operation.slot().deadlineNanos() - System.nanoTime()) / 1_000_000;
        if (phase == Phase.CLOSED || leftMillis <= 0) {
            operation.answered(new Outcome.Failed(Failure.TRY_AGAIN), null);
        } else {
            if (operation == admitting) {
                operation.passesTheLine();
            }
            CausalSession causal = session.causal();
            ClientOperation sent = causal == null ? operation.operation() : causal.bind(operation.operation());
            supplies.operations().submit(sent, leftMillis, operation);
        }
    }

    /// Notes that a command keeps more bytes alive.
    void hold(Slot slot, long bytes) {
        slot.addHeldBytes(bytes);
        heldBytes += bytes;
    }

    void countAnswer(Reply reply) {
        if (reply instanceof Reply.Failure) {
            supplies.figures().errors().increment();
        }
    }

    private boolean mayWriteAnswers() {
        Slot head = slots.peek();
        return head != null && head.reply() != null && isAnswering() && writer.hasRoom();
    }

    private boolean isAnswering() {
        return phase == Phase.OPEN || phase == Phase.DRAINING;
    }

    private void writeAnswers() {
        if (!isAnswering()) {
            return;
        }
        Slot head = slots.peek();
        while (head != null && isAnswering() && writer.hasRoom()) {
            Reply reply = head.reply();
            if (reply == null) {
                break;
            }
            if (!head.isSilent()) {
                writer.write(reply, head.protocol());
            }
            slots.poll();
            barrier = head == barrier ? null : barrier;
            heldBytes -= head.heldBytes();
            if (head.closes()) {
                phase = Phase.CLOSING;
            }
            head = slots.peek();
        }
        if (phase == Phase.DRAINING && slots.isEmpty()) {
            phase = Phase.CLOSING;
        }
        if (phase == Phase.CLOSING) {
            writer.flushAndClose();
        } else {
            writer.flush();
        }
        budget();
    }

    /// Settles with the door's budget, and closes the connection that holds too much.
    private void budget() {
        long own = phase == Phase.CLOSED ? 0 : heldBytes + inlet.heldBytes();
        boolean may = supplies.budget().change(own - budgetedBytes, own);
        budgetedBytes = own;
        if (!may) {
            cut("it held " + own + " bytes of requests and answers");
        }
    }

    /// Ends a connection that costs too much.
    void cut(String reason) {
        supplies.figures().cut().increment();
        LOG.info("Closed the connection of {}: {}", session.remote(), reason);
        closed();
        var _ = context.close();
    }

    private void settleReading() {
        boolean wanted = phase == Phase.OPEN && mayTakeRequests() && postponed == null && !inlet.hasBytes();
        if (wanted != reading && phase != Phase.CLOSED) {
            reading = wanted;
            context.channel().config().setAutoRead(wanted);
        }
    }

    /// Takes nothing more in; closes when all is answered.
    void drain() {
        if (phase == Phase.OPEN) {
            phase = Phase.DRAINING;
            postponed = null;
            advance();
        }
    }

    /// The channel is gone.
    void closed() {
        if (phase != Phase.CLOSED) {
            phase = Phase.CLOSED;
            inlet.discard();
            writer.discard();
            slots.clear();
            postponed = null;
            heldBytes = 0;
            order.discardWaiting();
            budget();
        }
    }
}
