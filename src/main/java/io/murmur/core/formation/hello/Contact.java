package io.murmur.core.formation.hello;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;

/// How the sender of a hello stands to its receiver at that moment. Hints, but for what it remembers.
///
/// @param answer whether to say hello back at once: the sender does not know the receiver's process yet
/// @param joined whether the sender is in the Pekko cluster
/// @param hears the boot of the receiver's process, if the sender has heard it lately, else [#NOBODY]. It tells the
///     receiver that the way there is open too, and, since boots are random, that the hello was said after the
///     receiver started
/// @param remembers of the receiver's volume
public record Contact(boolean answer, boolean joined, long hears, VolumeMemory remembers) {

    /// No process has this boot.
    public static final long NOBODY = 0;

    private static final int FLAG_ANSWER = 1;
    private static final int FLAG_JOINED = 2;
    private static final int FLAGS_KNOWN = FLAG_ANSWER | FLAG_JOINED;

    void writeTo(BytesWriter out) {
        out.u8((answer ? FLAG_ANSWER : 0) | (joined ? FLAG_JOINED : 0)).i64(hears);
        remembers.writeTo(out);
    }

    static Contact readFrom(BytesReader in) {
        int flags = in.u8();
        if ((flags & ~FLAGS_KNOWN) != 0) {
            throw new MalformedBytes("a hello has flags " + flags + " that are not known to this version");
        }
        return new Contact((flags & FLAG_ANSWER) != 0, (flags & FLAG_JOINED) != 0, in.i64(), VolumeMemory.readFrom(in));
    }
}
