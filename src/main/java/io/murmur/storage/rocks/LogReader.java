package io.murmur.storage.rocks;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Reads the whole records of one write-ahead log, stepping over damage byte by byte until something is whole again.
///
/// A log is a sequence of 32 KiB blocks; a record is cut into fragments that never cross a block. Fragments that
/// carry another log's number are what a recycled file held before: they end the log like its end of file does.
final class LogReader {

    private static final int BLOCK_BYTES = 32 * 1024;
    private static final int LEGACY_HEADER = 7;
    private static final int RECYCLABLE_HEADER = 11;
    private static final int TYPE_LAST_LEGACY = 4;
    private static final int TYPE_LAST_RECYCLABLE = 8;
    private static final int FULL = 1;
    private static final int FIRST = 2;
    private static final int MIDDLE = 3;
    private static final int LAST = 4;

    private final byte[] log;
    private final ByteBuffer view;
    private final int logNumber;
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
    private final CRC32C checksum = new CRC32C();
    private int position;
    private boolean inRecord;
    private boolean damage;
    private boolean pendingDamage;

    LogReader(byte[] log, int logNumber) {
        this.log = log;
        this.view = ByteBuffer.wrap(log).order(ByteOrder.LITTLE_ENDIAN);
        this.logNumber = logNumber;
    }

    /// Whether something unreadable was stepped over before the record returned last (or before the end, if a whole
    /// record was found behind it).
    boolean sawDamage() {
        return damage;
    }

    /// The next whole record; null at the end.
    byte @Nullable [] next() {
        while (position + LEGACY_HEADER <= log.length) {
            int leftInBlock = BLOCK_BYTES - position % BLOCK_BYTES;
            if (leftInBlock < LEGACY_HEADER) {
                position += leftInBlock;
                continue;
            }
            Fragment fragment = fragment(leftInBlock);
            if (fragment == null) {
                pendingDamage = true;
                inRecord = false;
                position++;
            } else {
                position = fragment.end();
                byte[] whole = take(fragment);
                if (whole != null) {
                    damage |= pendingDamage;
                    return whole;
                }
            }
        }
        return null;
    }

    private record Fragment(int part, int start, int end) {}

    private @Nullable Fragment fragment(int leftInBlock) {
        int type = log[position + 6] & 0xFF;
        boolean recyclable = type > TYPE_LAST_LEGACY && type <= TYPE_LAST_RECYCLABLE;
        int header = recyclable ? RECYCLABLE_HEADER : LEGACY_HEADER;
        int length = view.getShort(position + 4) & 0xFFFF;
        int end = position + header + length;
        boolean fits = header + length <= leftInBlock && end <= log.length;
        boolean known = type != 0 && type <= TYPE_LAST_RECYCLABLE;
        if (!fits || !known || (recyclable && view.getInt(position + LEGACY_HEADER) != logNumber)) {
            return null;
        }
        checksum.reset();
        checksum.update(log, position + 6, header - 6 + length);
        if (masked((int) checksum.getValue()) != view.getInt(position)) {
            return null;
        }
        return new Fragment(recyclable ? type - TYPE_LAST_LEGACY : type, position + header, end);
    }

    /// RocksDB stores checksums rotated and shifted, so that a checksum of data with checksums stays strong.
    private static int masked(int crc) {
        return Integer.rotateRight(crc, 15) + 0xa282ead8;
    }

    private byte @Nullable [] take(Fragment fragment) {
        switch (fragment.part()) {
            case FULL, FIRST -> parts.reset();
            case MIDDLE, LAST -> {
                if (!inRecord) {
                    return null;
                }
            }
            default -> throw new IllegalStateException("fragments have four parts");
        }
        parts.write(log, fragment.start(), fragment.end() - fragment.start());
        inRecord = fragment.part() == FIRST || fragment.part() == MIDDLE;
        return inRecord ? null : parts.toByteArray();
    }
}
