package io.murmur.storage.rocks;

import io.murmur.core.machine.Safeguards;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/// What a committer keeps to.
///
/// @param queueMax writes waiting
/// @param hasRoomFor whether the disk surely has room for a write of so many bytes; asked before each
/// @param safeguards all of them in production
/// @param fatal told once, on the committer's thread, when a write failed: the node must stop at once
public record CommitterRules(
        int queueMax, LongPredicate hasRoomFor, Safeguards safeguards, Consumer<StorageFailure> fatal) {}
