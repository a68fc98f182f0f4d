package io.murmur.node;

import io.murmur.actor.replica.LaneBatch;
import io.murmur.storage.RowWriter;
import io.murmur.storage.StorableEvent;
import io.murmur.wire.Frame;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/// What makes nodes slow.
final class Slowness {

    /// A disk that stands still for a while when it comes to this event.
    record Event(CountDownLatch begun, Duration pause) implements StorableEvent {

        @Override
        public int recordTag() {
            return LaneBatch.TAG;
        }

        @Override
        public byte[] record() {
            return new byte[1];
        }

        @Override
        public void writeRows(RowWriter rows) {}

        @Override
        public boolean synced() {
            return false;
        }

        @Override
        public void writeBegins(long nanos) {
            begun.countDown();
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    private Slowness() {}

    /// A network: what is sent arrives later, in its order.
    static Behavior<Frame> before(ActorRef<Frame> target, Duration delay) {
        return Behaviors.setup(context -> Behaviors.receiveMessage(frame -> {
            context.scheduleOnce(delay, target, frame);
            return Behaviors.same();
        }));
    }
}
