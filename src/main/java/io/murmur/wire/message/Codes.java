package io.murmur.wire.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.delay.Stage;
import io.murmur.core.entropy.message.Flaw;
import io.murmur.core.replica.message.Attempt;
import io.murmur.core.replica.message.ListedRow.Shown;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply.Memory;
import io.murmur.core.replicate.message.Failure;
import io.murmur.core.transfer.message.StopReason;
import java.util.function.ToIntFunction;

/// The numbers that stand for the constants of enums, one byte each. They are for ever: never the ordinal,
/// which changes when a constant is moved.
///
/// @param <E> the enum
final class Codes<E extends Enum<E>> {

    static final Codes<Attempt> ATTEMPT = new Codes<>(Attempt.values(), Codes::codeOf);
    static final Codes<Memory> MEMORY = new Codes<>(Memory.values(), Codes::codeOf);
    static final Codes<Flaw.Kind> FLAW = new Codes<>(Flaw.Kind.values(), Codes::codeOf);
    static final Codes<Refusal> REFUSAL = new Codes<>(Refusal.values(), Codes::codeOf);
    static final Codes<Stage> STAGE = new Codes<>(Stage.values(), Codes::codeOf);
    static final Codes<Failure> FAILURE = new Codes<>(Failure.values(), Codes::codeOf);
    static final Codes<StopReason> STOP_REASON = new Codes<>(StopReason.values(), Codes::codeOf);
    static final Codes<Shown> SHOWN = new Codes<>(Shown.values(), Codes::codeOf);

    private final E[] constants;
    private final ToIntFunction<E> codes;

    private Codes(E[] constants, ToIntFunction<E> codes) {
        this.constants = constants;
        this.codes = codes;
    }

    void write(E constant, BytesWriter out) {
        out.u8(codes.applyAsInt(constant));
    }

    E read(BytesReader in) {
        int code = in.u8();
        for (E constant : constants) {
            if (codes.applyAsInt(constant) == code) {
                return constant;
            }
        }
        throw new MalformedBytes("code " + code + " is not known to this version");
    }

    private static int codeOf(Attempt attempt) {
        return switch (attempt) {
            case FIRST -> 1;
            case SUPERSEDE -> 2;
            case TAKE_BACK -> 3;
            case HANDED_OVER -> 4;
        };
    }

    private static int codeOf(Memory memory) {
        return switch (memory) {
            case SEEN -> 1;
            case NEVER -> 2;
            case FORGOTTEN -> 3;
        };
    }

    private static int codeOf(Shown shown) {
        return switch (shown) {
            case LIVING -> 1;
            case ENDED -> 2;
            case NOTHING -> 3;
        };
    }

    private static int codeOf(Flaw.Kind flaw) {
        return switch (flaw) {
            case OBJECT_UNREADABLE -> 1;
            case OBJECT_UNLIKE_INDEX -> 2;
            case INDEX_UNREADABLE -> 3;
            case INDEX_UNLIKE_TREE -> 4;
        };
    }

    private static int codeOf(Refusal refusal) {
        return switch (refusal) {
            case OVERLOADED -> 1;
            case NOT_AN_OWNER -> 2;
            case BOOTSTRAPPING -> 3;
            case TOO_MANY_SIBLINGS -> 4;
            case DISK_FULL -> 5;
            case CLOCK_AHEAD -> 6;
            case FOREIGN_CONTEXT -> 7;
            case ROTTEN -> 8;
            case SEEN_BEFORE -> 9;
            case LOOKED_UP -> 15;
            case NO_SUCH_KEY -> 10;
            case NOT_A_NUMBER -> 11;
            case OUT_OF_RANGE -> 12;
            case WRONG_TYPE -> 13;
            case TOO_MANY_ELEMENTS -> 14;
        };
    }

    private static int codeOf(StopReason reason) {
        return switch (reason) {
            case WITHDRAWN -> 1;
            case UNKNOWN_TRANSFER -> 2;
            case OTHER_BOOT -> 3;
            case TOO_LARGE -> 4;
            case DAMAGED -> 5;
        };
    }

    private static int codeOf(Stage stage) {
        return switch (stage) {
            case DOOR_LINE -> 1;
            case DOOR -> 2;
            case DOOR_RETURN -> 3;
            case COORDINATOR_QUEUE -> 4;
            case COORDINATOR -> 5;
            case LINK -> 6;
            case REPLICA_QUEUE -> 7;
            case REPLICA -> 8;
            case OWNER_QUEUE -> 9;
            case OWNER -> 10;
            case SILENCE -> 11;
        };
    }

    private static int codeOf(Failure failure) {
        return switch (failure) {
            case OVERLOADED -> 1;
            case TOO_FEW_OWNERS -> 2;
            case TRY_AGAIN -> 3;
            case UNKNOWN -> 4;
            case TOO_MANY_SIBLINGS -> 5;
            case DISK_FULL -> 6;
            case CLOCK_AHEAD -> 7;
            case FOREIGN_CONTEXT -> 8;
            case ROTTEN -> 9;
            case NO_SUCH_KEY -> 10;
            case NOT_A_NUMBER -> 11;
            case OUT_OF_RANGE -> 12;
            case WRONG_TYPE -> 13;
            case TOO_MANY_ELEMENTS -> 14;
        };
    }
}
