package io.murmur.core.replicate.message;

import io.murmur.core.replica.message.Refusal;

/// Why an operation has no result. All but [#UNKNOWN] mean "surely not executed".
public enum Failure {
    /// More is in flight than this node takes.
    OVERLOADED,
    /// Fewer owners can be reached than the level asks for; nothing was sent.
    TOO_FEW_OWNERS,
    /// A read did not get its answers in time, or the placement just changed.
    TRY_AGAIN,
    /// A write may or may not have happened; repeating it with the same operation id is safe.
    UNKNOWN,
    /// The key would have more siblings than allowed: write with the context of a read.
    TOO_MANY_SIBLINGS,
    /// The disk has no room for a write.
    DISK_FULL,
    /// The coordinator's clock runs ahead of its peers.
    CLOCK_AHEAD,
    /// The context is not one this cluster gave out for this key.
    FOREIGN_CONTEXT,
    /// The stored object is damaged on the coordinator.
    ROTTEN,
    /// The key shows no value on the coordinator that could expire.
    NO_SUCH_KEY,
    /// The value the coordinator shows is no number to add to.
    NOT_A_NUMBER,
    /// The sum has no place in 64 bits.
    OUT_OF_RANGE,
    /// The key is of another type than the command is for. What was put before that was known has been taken back.
    WRONG_TYPE,
    /// The collection would have more elements than allowed.
    TOO_MANY_ELEMENTS;

    /// Whether it lies with the node that failed, so that another owner may succeed. Overload is not among
    /// them: more tries make more of it.
    public boolean isOfOneNode() {
        return switch (this) {
            case TOO_FEW_OWNERS, TRY_AGAIN, DISK_FULL, CLOCK_AHEAD, ROTTEN -> true;
            case OVERLOADED,
                    UNKNOWN,
                    TOO_MANY_SIBLINGS,
                    FOREIGN_CONTEXT,
                    NO_SUCH_KEY,
                    NOT_A_NUMBER,
                    OUT_OF_RANGE,
                    WRONG_TYPE,
                    TOO_MANY_ELEMENTS -> false;
        };
    }

    /// Whether it rests on what the replica that said it shows of the key, so that others may say otherwise.
    public boolean isOfWhatIsShown() {
        return switch (this) {
            case NO_SUCH_KEY, NOT_A_NUMBER, OUT_OF_RANGE, WRONG_TYPE, TOO_MANY_ELEMENTS -> true;
            case OVERLOADED,
                    TOO_FEW_OWNERS,
                    TRY_AGAIN,
                    UNKNOWN,
                    TOO_MANY_SIBLINGS,
                    DISK_FULL,
                    CLOCK_AHEAD,
                    FOREIGN_CONTEXT,
                    ROTTEN -> false;
        };
    }

    /// What a coordinator says when its own replica refuses to mint.
    public static Failure ofMint(Refusal refusal) {
        return switch (refusal) {
            case OVERLOADED -> OVERLOADED;
            case NOT_AN_OWNER, BOOTSTRAPPING, SEEN_BEFORE, LOOKED_UP -> TRY_AGAIN;
            case TOO_MANY_SIBLINGS -> TOO_MANY_SIBLINGS;
            case DISK_FULL -> DISK_FULL;
            case CLOCK_AHEAD -> CLOCK_AHEAD;
            case FOREIGN_CONTEXT -> FOREIGN_CONTEXT;
            case ROTTEN -> ROTTEN;
            case NO_SUCH_KEY -> NO_SUCH_KEY;
            case NOT_A_NUMBER -> NOT_A_NUMBER;
            case OUT_OF_RANGE -> OUT_OF_RANGE;
            case WRONG_TYPE -> WRONG_TYPE;
            case TOO_MANY_ELEMENTS -> TOO_MANY_ELEMENTS;
        };
    }
}
