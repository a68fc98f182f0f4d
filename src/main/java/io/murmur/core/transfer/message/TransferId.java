package io.murmur.core.transfer.message;

/// Names one transfer, for ever.
///
/// @param number rises with each transfer the sender begins
/// @param boot random per start of the sender's process
public record TransferId(long number, long boot) {

    @Override
    public String toString() {
        return number + "@" + Long.toHexString(boot);
    }
}
