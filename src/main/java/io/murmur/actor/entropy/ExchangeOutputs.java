package io.murmur.actor.entropy;

import io.murmur.actor.Outbox;
import io.murmur.actor.OutputRunner;
import io.murmur.core.entropy.ExchangeNotice;
import io.murmur.core.entropy.message.SyncMessage;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Carries out what the exchanges ask for. Belongs to one [ExchangeActor].
final class ExchangeOutputs implements OutputRunner.PublishingPort<ExchangeNotice> {

    private final Outbox outbox;
    private final ExchangeFigures figures;
    private final PullFigures pullFigures;
    private final Consumer<ExchangeNotice> listener;
    private final BooleanSupplier isSource;
    private final OutputRunner<ExchangeNotice> runner = new OutputRunner<>(this);

    ExchangeOutputs(
            Outbox outbox,
            ExchangeFigures figures,
            PullFigures pullFigures,
            Consumer<ExchangeNotice> listener,
            BooleanSupplier isSource) {
        this.outbox = outbox;
        this.figures = figures;
        this.pullFigures = pullFigures;
        this.listener = listener;
        this.isSource = isSource;
    }

    OutputRunner<ExchangeNotice> runner() {
        return runner;
    }

    /// Who lacks data announces nothing: others would take it for an agreement with somebody who forgot
    /// nothing.
    @Override
    public void send(NodeId to, Message message, int waitsMillis) {
        if (!(message instanceof SyncMessage.Announced) || isSource.getAsBoolean()) {
            outbox.send(to, message, waitsMillis);
        }
    }

    @Override
    public void publish(Message event) {
        if (event instanceof ExchangeNotice notice) {
            figures.note(notice);
            if (notice instanceof ExchangeNotice.Pulled(_, var lagNanos)) {
                pullFigures.pulled(lagNanos);
            }
            listener.accept(notice);
        }
    }
}
