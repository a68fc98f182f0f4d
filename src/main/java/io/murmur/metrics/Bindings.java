package io.murmur.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Registers meters that read a supplier when they are read.
///
/// Micrometer remembers the object behind a counter only weakly; so it is kept here for as long as the registry is.
final class Bindings {

    /// A value of a tag.
    record Tag(String name, String value) {}

    private final MeterRegistry registry;
    private final List<Object> kept = new ArrayList<>();

    Bindings(MeterRegistry registry) {
        this.registry = registry;
    }

    void gauge(String name, String description, DoubleSupplier value) {
        Gauge.builder(name, value::getAsDouble).description(description).register(registry);
    }

    void bytes(String name, String description, LongSupplier value) {
        Gauge.builder(name, value::getAsLong)
                .description(description)
                .baseUnit("bytes")
                .register(registry);
    }

    void seconds(String name, String description, DoubleSupplier value) {
        Gauge.builder(name, value::getAsDouble)
                .description(description)
                .baseUnit("seconds")
                .register(registry);
    }

    void counter(String name, String description, LongSupplier value) {
        counter(name, description, null, null, value);
    }

    void bytesCounter(String name, String description, LongSupplier value) {
        counter(name, description, "bytes", null, value);
    }

    void counter(String name, String description, Tag tag, LongSupplier value) {
        counter(name, description, null, tag, value);
    }

    private void counter(
            String name, String description, @Nullable String unit, @Nullable Tag tag, LongSupplier value) {
        FunctionCounter.Builder<LongSupplier> builder = FunctionCounter.builder(
                        name, keep(value), LongSupplier::getAsLong)
                .description(description)
                .baseUnit(unit);
        if (tag != null) {
            builder.tag(tag.name(), tag.value());
        }
        builder.register(registry);
    }

    void timer(String name, String description, LongSupplier count, LongSupplier nanos) {
        FunctionTimer.builder(name, keep(count), LongSupplier::getAsLong, _ -> nanos.getAsLong(), TimeUnit.NANOSECONDS)
                .description(description)
                .register(registry);
    }

    private synchronized <T> T keep(T source) {
        kept.add(source);
        return source;
    }
}
