package io.murmur.storage.rocks.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// Reads the whole records of one write-ahead log, a block at a time, stepping over damage byte by byte until
/// something is whole again. Of each record only the end is kept: that is where the chain number is.
///
/// A log is a sequence of 32 KiB blocks; a record is cut into fragments that never cross a block. Fragments that
/// carry another log's number are what a recycled file held before: they end the log like its end of file does.
///
/// Source: RocksDB `db/log_format.h`, `db/log_reader.cc`; wiki "Write Ahead Log File Format".
public final class LogReader {

    private static final int BLOCK_BYTES = 32 * 1024;
    private static final int LEGACY_HEADER = 7;
    private static final int RECYCLABLE_HEADER = 11;
    private static final int TYPE_LAST_LEGACY = 4;
    private static final int TYPE_LAST_RECYCLABLE = 8;
    private static final int FULL = 1;
    private static final int FIRST = 2;
    private static final int MIDDLE = 3;

    private final FileChannel channel;
    private final int logNumber;
    private final byte[] block = new byte[BLOCK_BYTES];
    private final ByteBuffer view = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C checksum = new CRC32C();
    private final byte[] tail;
    private int tailSize;
    private int size;
    private int position;
    private boolean inRecord;
    private boolean damage;
    private boolean pendingDamage;
    private boolean oddType;

    /// @param tailBytes how much of the end of each record is wanted
    public LogReader(FileChannel channel, int logNumber, int tailBytes) {
        this.channel = channel;
        this.logNumber = logNumber;
        this.tail = new byte[tailBytes];
    }

    /// Whether something unreadable was stepped over before the record that was read last.
    public boolean sawDamage() {
        return damage;
    }

    /// Whether the first damage is where a record should begin whose type only recycled logs have. A torn write does
    /// not look like that: its type is one of a log that is not recycled, or zero.
    public boolean sawOddType() {
        return oddType;
    }

    /// Goes to the next whole record; false at the end.
    public boolean next() throws IOException {
        do {
            while (size - position >= LEGACY_HEADER) {
                if (step()) {
                    damage |= pendingDamage;
                    return true;
                }
            }
        } while (fill());
        return false;
    }

    /// The end of the record: all of it if it is shorter than what was wanted.
    public byte[] tail() {
        return Arrays.copyOf(tail, tailSize);
    }

    private boolean fill() throws IOException {
        view.clear();
        position = 0;
        int read = 0;
        while (view.hasRemaining() && read >= 0) {
            read = channel.read(view);
        }
        size = view.position();
        return size > 0;
    }

    /// Steps over one fragment or one damaged byte; tells whether that completed a record.
    private boolean step() {
        int type = block[position + 6] & 0xFF;
        boolean recyclable = type > TYPE_LAST_LEGACY && type <= TYPE_LAST_RECYCLABLE;
        int header = recyclable ? RECYCLABLE_HEADER : LEGACY_HEADER;
        int start = position + header;
        int end = start + (view.getShort(position + 4) & 0xFFFF);
        if (type == 0 || type > TYPE_LAST_RECYCLABLE || end > size || !isWhole(end)) {
            oddType |= !pendingDamage && type > TYPE_LAST_LEGACY;
            pendingDamage = true;
            inRecord = false;
            position++;
            return false;
        }
        boolean foreign = recyclable && view.getInt(position + LEGACY_HEADER) != logNumber;
        position = end;
        if (foreign) {
            pendingDamage = true;
            inRecord = false;
            return false;
        }
        return append(recyclable ? type - TYPE_LAST_LEGACY : type, start, end);
    }

    private boolean isWhole(int end) {
        checksum.reset();
        checksum.update(block, position + 6, end - position - 6);
        return masked((int) checksum.getValue()) == view.getInt(position);
    }

    /// RocksDB stores checksums rotated and shifted, so that a checksum of data with checksums stays strong.
    private static int masked(int crc) {
        return Integer.rotateRight(crc, 15) + 0xa282ead8;
    }

    private boolean append(int part, int start, int end) {
        boolean begins = part == FULL || part == FIRST;
        if (begins) {
            tailSize = 0;
        } else if (!inRecord) {
            return false;
        }
        int added = Math.min(tail.length, end - start);
        int kept = Math.min(tailSize, tail.length - added);
        System.arraycopy(tail, tailSize - kept, tail, 0, kept);
        System.arraycopy(block, end - added, tail, kept, added);
        tailSize = kept + added;
        inRecord = part == FIRST || part == MIDDLE;
        return !inRecord;
    }
}
