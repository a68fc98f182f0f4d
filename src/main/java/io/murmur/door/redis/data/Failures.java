package io.murmur.door.redis.data;

import io.murmur.core.replicate.message.Failure;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.resp.Reply;

/// How failures are said at this door (design section 7). All but `UNKNOWN` mean "surely not executed".
public final class Failures {

    private static final Reply OVERLOADED =
            reply("OVERLOADED", "more is in flight than this node takes; not executed, try again a little later");
    private static final Reply TOO_FEW =
            reply("CLUSTERDOWN", "fewer owners of the key can be reached than the level asks for; nothing was sent");
    private static final Reply TRY_AGAIN = reply(
            "TRYAGAIN", "the owners did not answer in time, or the placement just changed; not executed, try again");
    private static final Reply UNKNOWN = reply(
            "UNKNOWN",
            "the write may or may not have happened; repeated with the same ID it takes effect at most once");
    private static final Reply SIBLINGS =
            reply("TOOMANYSIBLINGS", "the key has too many concurrent values; write it with the CONTEXT of a KV.GET");
    private static final Reply DISK_FULL =
            reply("DISKFULL", "the disk has no room for a write; reads go on; not executed");
    private static final Reply CLOCK_AHEAD =
            reply("CLOCKAHEAD", "the clock of the node runs ahead of the others' by more than the guard; not executed");
    private static final Reply FOREIGN =
            reply("FOREIGNCONTEXT", "the context was not given out by this cluster for this key; not executed");
    private static final Reply ROTTEN =
            reply("ROTTEN", "the stored object does not pass its checksum on the node that was asked; not executed");
    private static final Reply NO_SUCH_KEY = reply("NOSUCHKEY", "the key shows no value that could expire");
    private static final Reply NOT_A_NUMBER = Reply.error("value is not an integer or out of range");
    private static final Reply OUT_OF_RANGE = Reply.error("increment or decrement would overflow");
    private static final Reply WRONG_TYPE =
            reply("WRONGTYPE", "Operation against a key holding the wrong kind of value");
    private static final Reply TOO_MANY_ELEMENTS = reply(
            "TOOMANYELEMENTS",
            "the key would have more elements than murmur.replica.elements-max; spread them over several keys");
    private static final Reply SOME = reply(
            "UNKNOWN", "some of the keys may have been written and some may not; writing all of them again is safe");
    private static final Reply UNEXPECTED = Reply.error("internal error: the outcome does not fit the operation");

    private Failures() {}

    /// The reply to a failure.
    public static Reply of(Failure failure) {
        return switch (failure) {
            case OVERLOADED -> OVERLOADED;
            case TOO_FEW_OWNERS -> TOO_FEW;
            case TRY_AGAIN -> TRY_AGAIN;
            case UNKNOWN -> UNKNOWN;
            case TOO_MANY_SIBLINGS -> SIBLINGS;
            case DISK_FULL -> DISK_FULL;
            case CLOCK_AHEAD -> CLOCK_AHEAD;
            case FOREIGN_CONTEXT -> FOREIGN;
            case ROTTEN -> ROTTEN;
            case NO_SUCH_KEY -> NO_SUCH_KEY;
            case NOT_A_NUMBER -> NOT_A_NUMBER;
            case OUT_OF_RANGE -> OUT_OF_RANGE;
            case WRONG_TYPE -> WRONG_TYPE;
            case TOO_MANY_ELEMENTS -> TOO_MANY_ELEMENTS;
        };
    }

    /// The reply to an outcome that is not the one hoped for.
    public static Reply of(Outcome outcome) {
        return outcome instanceof Outcome.Failed(var failure) ? of(failure) : UNEXPECTED;
    }

    /// The reply when some writes of one command failed and others did not.
    static Reply ofSome() {
        return SOME;
    }

    private static Reply reply(String code, String sentence) {
        return new Reply.Failure(code, sentence);
    }
}
