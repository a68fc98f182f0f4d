package io.murmur.storage;

/// An event that brings its own bytes and its rows: journalled without Pekko's serialization.
public interface StorableEvent {

    /// Tells formats of records apart; 1 to 255.
    int recordTag();

    /// What is journalled.
    byte[] record();

    /// Writes the rows the event causes.
    void writeRows(RowWriter rows);

    /// The disk begins to write it. Called before anybody hears that it is durable, on the thread that writes: it
    /// must neither block nor throw.
    ///
    /// @param nanos monotonic
    default void writeBegins(long nanos) {}

    /// Whether it is durable only on the synced disk.
    boolean synced();
}
