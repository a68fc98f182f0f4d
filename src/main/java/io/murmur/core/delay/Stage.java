package io.murmur.core.delay;

import java.util.Locale;

/// A place where an operation spends time.
public enum Stage {
    /// At the door, in line behind earlier commands of its connection.
    DOOR_LINE(Part.WAITING),
    /// The door reads the command, or makes the answer.
    DOOR(Part.PROCESSING),
    /// The answer is there; the thread of its connection is busy.
    DOOR_RETURN(Part.WAITING),
    /// In the inbox of the coordinator.
    COORDINATOR_QUEUE(Part.WAITING),
    /// The coordinator works on the batch that the operation, or an answer to it, is in.
    COORDINATOR(Part.PROCESSING),
    /// To another node and back.
    LINK(Part.NETWORK),
    /// At a replica: in its inbox, and until the disk begins to write its batch.
    REPLICA_QUEUE(Part.WAITING),
    /// A replica reads, decides, writes and syncs.
    REPLICA(Part.PROCESSING),
    /// At the owner the operation was handed over to: all that waited there, if it was not asked for more.
    OWNER_QUEUE(Part.WAITING),
    /// At the owner the operation was handed over to: all that was worked there, if it was not asked for more.
    OWNER(Part.PROCESSING),
    /// Until it was given up to wait for those who had not answered.
    SILENCE(Part.WAITING);

    private final Part part;

    Stage(Part part) {
        this.part = part;
    }

    public Part part() {
        return part;
    }

    /// As commands name it.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
