package io.murmur.wire.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.delay.Stretch;
import io.murmur.core.replicate.message.PeerMessage.Forward;
import io.murmur.core.replicate.message.PeerMessage.Forwarded;
import io.murmur.core.replicate.message.PeerMessage.Serial;
import java.util.List;

/// Bodies of what coordinators say to each other. Each begins with a correlation.
final class PeerBodies {

    private PeerBodies() {}

    static void writeForward(Forward forward, BytesWriter out) {
        out.i64(forward.correlation());
        out.i64(forward.serial().stream());
        Fields.writeAmount(forward.serial().number(), out);
        Fields.writeAmount(forward.timeoutMillis(), out);
        if (forward.isDetailed()) {
            out.u8(OperationField.DETAILED);
        }
        OperationField.write(forward.operation(), out);
    }

    static Forward readForward(BytesReader in) {
        long correlation = in.i64();
        Serial serial = new Serial(in.i64(), Fields.readAmount(in));
        long timeoutMillis = Fields.readAmount(in);
        boolean isDetailed = in.peek() == OperationField.DETAILED;
        return new Forward(
                correlation, serial, OperationField.read(isDetailed ? in.skip(1) : in), timeoutMillis, isDetailed);
    }

    static void writeForwarded(Forwarded forwarded, BytesWriter out) {
        out.i64(forwarded.correlation());
        if (forwarded.isDetailed()) {
            PathField.write(forwarded.path(), out.u8(OutcomeField.DETAILED));
        }
        OutcomeField.write(forwarded.outcome(), out);
    }

    static Forwarded readForwarded(BytesReader in) {
        long correlation = in.i64();
        if (in.peek() != OutcomeField.DETAILED) {
            return new Forwarded(correlation, OutcomeField.read(in));
        }
        List<Stretch> path = PathField.read(in.skip(1));
        return new Forwarded(correlation, OutcomeField.read(in), path, true, 0);
    }
}
