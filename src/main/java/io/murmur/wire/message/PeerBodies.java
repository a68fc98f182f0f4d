package io.murmur.wire.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.replicate.message.PeerMessage.Forward;
import io.murmur.core.replicate.message.PeerMessage.Forwarded;
import io.murmur.core.replicate.message.PeerMessage.Serial;

/// Bodies of what coordinators say to each other. Each begins with a correlation.
final class PeerBodies {

    private PeerBodies() {}

    static void writeForward(Forward forward, BytesWriter out) {
        out.i64(forward.correlation());
        out.i64(forward.serial().stream());
        Fields.writeAmount(forward.serial().number(), out);
        Fields.writeAmount(forward.timeoutMillis(), out);
        OperationField.write(forward.operation(), out);
    }

    static Forward readForward(BytesReader in) {
        long correlation = in.i64();
        Serial serial = new Serial(in.i64(), Fields.readAmount(in));
        long timeoutMillis = Fields.readAmount(in);
        return new Forward(correlation, serial, OperationField.read(in), timeoutMillis);
    }

    static void writeForwarded(Forwarded forwarded, BytesWriter out) {
        out.i64(forwarded.correlation());
        OutcomeField.write(forwarded.outcome(), out);
    }

    static Forwarded readForwarded(BytesReader in) {
        return new Forwarded(in.i64(), OutcomeField.read(in));
    }
}
