package io.murmur.storage;

import io.murmur.core.machine.Key;
import java.nio.charset.StandardCharsets;

/// An event that writes one object row named after itself into partition 7.
///
/// @param padding how much longer than its name the row is
public record NumberedEvent(String id, long number, int padding) implements StorableEvent {

    public static final int TAG = 1;
    public static final int PARTITION = 7;

    public NumberedEvent(String id, long number) {
        this(id, number, 0);
    }

    /// The event a record of [#TAG] was made of, its padding apart.
    public static NumberedEvent decode(byte[] record) {
        String text = new String(record, StandardCharsets.UTF_8);
        int colon = text.lastIndexOf(':');
        return new NumberedEvent(text.substring(0, colon), Long.parseLong(text.substring(colon + 1)));
    }

    public static Key keyOf(String id, long number) {
        return Key.of(id + "-" + number);
    }

    @Override
    public int recordTag() {
        return TAG;
    }

    @Override
    public byte[] record() {
        return (id + ":" + number).getBytes(StandardCharsets.UTF_8);
    }

    /// What stands in the row.
    public byte[] row() {
        return (id + ":" + number + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void writeRows(RowWriter rows) {
        rows.putObject(PARTITION, keyOf(id, number), row(), new byte[] {1});
    }

    @Override
    public boolean synced() {
        return true;
    }
}
