package io.murmur.door.redis.session;

import java.util.concurrent.atomic.LongAdder;

/// What the door counted since it opened. Safe to use from any thread.
public final class DoorFigures {

    private final LongAdder commands = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder garbage = new LongAdder();
    private final LongAdder cut = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();

    /// Commands taken in.
    public LongAdder commands() {
        return commands;
    }

    /// Commands answered with an error.
    public LongAdder errors() {
        return errors;
    }

    /// Connections taken.
    public LongAdder accepted() {
        return accepted;
    }

    /// Connections refused because there were too many.
    public LongAdder rejected() {
        return rejected;
    }

    /// Connections closed because they did not speak the protocol.
    public LongAdder garbage() {
        return garbage;
    }

    /// Connections closed because they did not read, or held too much memory.
    public LongAdder cut() {
        return cut;
    }

    public LongAdder bytesIn() {
        return bytesIn;
    }

    public LongAdder bytesOut() {
        return bytesOut;
    }
}
