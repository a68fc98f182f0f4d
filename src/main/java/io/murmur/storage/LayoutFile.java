package io.murmur.storage;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.storage.rocks.Family;
import io.murmur.storage.rocks.Rows;
import java.io.IOException;

/// How the data of a volume is laid out: the number of lanes, fixed at the first start (`src/docs/formats.md`,
/// "Layout").
///
/// Which lane's journal tells of a partition depends on their number. With another one a lane would recover from
/// journals that hold other partitions' events, and know nothing of its own.
public final class LayoutFile {

    /// Most lanes a node may have.
    public static final int LANES_MAX = 1024;

    private static final String NAME = "layout";
    private static final byte[] MAGIC = {'M', 'U', 'R', 'M', 'U', 'R', 'L', 'A'};
    private static final int FORMAT = 1;
    private static final String RESTORE = ". Restore it from a backup, or replace this node.";

    private LayoutFile() {}

    /// Whether the volume can be used with what is configured.
    public sealed interface Verdict {

        /// So many lanes it has; written down, and synced.
        record Agreed(int lanes) implements Verdict {}

        /// The volume must not be used like this.
        ///
        /// @param sentence what does not fit and what to do
        record Refused(String sentence) implements Verdict {}
    }

    /// Fixes the number of lanes of a volume without data, or compares it with what was fixed. To be asked at each
    /// start, before the first persistent actor.
    ///
    /// @param configured the value of `murmur.storage.lanes`, 1 to [#LANES_MAX]
    public static Verdict lanes(Volume volume, int configured) throws IOException {
        if (configured < 1 || configured > LANES_MAX) {
            return new Verdict.Refused("murmur.storage.lanes is " + configured + "; it must be from 1 to " + LANES_MAX
                    + ". Set it to as many as the node has cores, or a few more.");
        }
        DurableFile file = volume.file(NAME);
        try {
            byte[] stored = file.read();
            return stored == null ? fix(volume, file, configured) : compare(volume, decode(stored), configured);
        } catch (UnknownFormatException unknown) {
            return new Verdict.Refused(unknown.getMessage() + ".");
        } catch (DurableFile.RottenFile | MalformedBytes rotten) {
            return new Verdict.Refused(rotten.getMessage() + RESTORE);
        }
    }

    private static Verdict fix(Volume volume, DurableFile file, int configured) throws IOException {
        if (hasJournals(volume)) {
            return new Verdict.Refused("the volume " + volume.folder() + " has journals, but its file " + NAME
                    + ", which says over how many lanes they are spread, is gone" + RESTORE);
        }
        file.write(new BytesWriter(16).raw(MAGIC).u16(FORMAT).u16(configured).toByteArray());
        return new Verdict.Agreed(configured);
    }

    private static boolean hasJournals(Volume volume) throws IOException {
        try (Rows rows = volume.database().rows(Family.JOURNAL)) {
            rows.seekToFirst();
            boolean found = rows.isValid();
            rows.check();
            return found;
        }
    }

    private static Verdict compare(Volume volume, int lanes, int configured) {
        return lanes == configured
                ? new Verdict.Agreed(lanes)
                : new Verdict.Refused("murmur.storage.lanes is " + configured + ", but the volume " + volume.folder()
                        + " was made with " + lanes + ", and the number cannot change. Set murmur.storage.lanes = "
                        + lanes + " on this node, or replace the node by one with a blank volume.");
    }

    private static int decode(byte[] bytes) throws UnknownFormatException {
        BytesReader in = new BytesReader(bytes);
        for (byte expected : MAGIC) {
            if (in.u8() != expected) {
                throw new MalformedBytes("the file " + NAME + " does not begin like one");
            }
        }
        int format = in.u16();
        if (format != FORMAT) {
            throw new UnknownFormatException("file " + NAME, format, FORMAT);
        }
        int lanes = in.u16();
        in.expectEnd();
        if (lanes < 1 || lanes > LANES_MAX) {
            throw new MalformedBytes("the file " + NAME + " says " + lanes + " lanes");
        }
        return lanes;
    }
}
