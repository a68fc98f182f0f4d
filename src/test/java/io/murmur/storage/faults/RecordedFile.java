package io.murmur.storage.faults;

import io.murmur.storage.faults.DiskRecord.Entry;
import io.murmur.storage.faults.DiskRecord.Kind;
import io.murmur.storage.faults.DiskRecord.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// The bytes of one recorded file, and how many of the calls that made them a sync covers.
final class RecordedFile {

    private final List<Entry> calls = new ArrayList<>();
    private int begun;
    private int synced;

    void add(Entry call) {
        calls.add(call);
    }

    void syncBegins() {
        begun = calls.size();
    }

    void syncEnded() {
        synced = begun;
    }

    /// What is left after a cut: all that is synced, and of the rest whatever `random` says. A file grows in order:
    /// what lies behind something lost at its end is lost, too.
    byte[] content(Loss loss, Random random) {
        byte[] content = new byte[capacity()];
        int size = 0;
        boolean grows = true;
        for (int at = 0; at < calls.size(); at++) {
            Entry call = calls.get(at);
            int length = call.bytes().length;
            if (at >= synced) {
                boolean isLost = loss == Loss.ALL || random.nextBoolean();
                length = isLost ? 0 : random.nextInt(length + 1);
            }
            int end = (int) call.at() + length;
            if (call.kind() == Kind.TRUNCATE) {
                size = at < synced || loss == Loss.SOME ? truncated(content, size, (int) call.at()) : size;
            } else if (end <= size || grows) {
                System.arraycopy(call.bytes(), 0, content, (int) call.at(), length);
                grows &= length == call.bytes().length || call.at() + call.bytes().length <= size;
                size = length == 0 ? size : Math.max(size, end);
            }
        }
        return Arrays.copyOf(content, size);
    }

    private static int truncated(byte[] content, int before, int size) {
        if (size < before) {
            Arrays.fill(content, size, before, (byte) 0);
        }
        return size;
    }

    private int capacity() {
        return calls.stream()
                .mapToInt(call -> (int) call.at() + (call.kind() == Kind.WRITE ? call.bytes().length : 0))
                .max()
                .orElse(0);
    }
}
