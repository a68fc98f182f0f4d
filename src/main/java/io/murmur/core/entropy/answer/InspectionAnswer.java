package io.murmur.core.entropy.answer;

import io.murmur.core.entropy.message.Flaw;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.machine.Key;
import io.murmur.core.merkle.ItemList;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads the rows of one partition, and tells what is wrong with them. Lives for one answer.
///
/// Rows change while they are read. An object is judged only if the index said the same of it before and
/// after. The lane has judged the first segment against its tree, at one moment; the others are compared with
/// what it said of them, and one that does not fit ends the page, so that the lane judges it next.
final class InspectionAnswer {

    private static final int FLAWS_MAX = 64;
    private static final int ROWS_MAX = 4_096;

    private final Holdings holdings;
    private final SyncRequest.Inspect request;
    private final Finding.Fit first;
    /// What the tree says of each segment that is not empty.
    private final TreeMap<Integer, Long> expected = new TreeMap<>();
    private final List<Flaw> flaws = new ArrayList<>();
    private int rows;
    private long bytes;

    InspectionAnswer(Holdings holdings, Finding.OfInspection found, SyncRequest.Inspect request) {
        this.holdings = holdings;
        this.request = request;
        this.first = found.fit();
        ItemList tree = found.items();
        for (int i = 0; i < tree.size(); i++) {
            expected.put(Items.segmentOf(tree.get(i)), tree.get(i));
        }
    }

    SyncReply make() {
        int segment = request.segment();
        boolean more = true;
        noteFirst(segment);
        while (more && segment < MerkleTree.SEGMENTS) {
            Holdings.HeldSegment held = holdings.segment(request.partition(), segment);
            boolean fits = held.isWhole() && fitsTree(segment, held.sum());
            if (!fits && segment > request.segment()) {
                break;
            }
            held.keys().forEach(this::read);
            segment = Math.min(held.next(), nextInTree(segment));
            more = bytes < request.bytesMax() && rows < ROWS_MAX && flaws.size() < FLAWS_MAX;
        }
        return new SyncReply.Inspected(request.correlation(), request.partition(), segment, rows, bytes, flaws);
    }

    private void noteFirst(int segment) {
        switch (first) {
            case FITS -> {}
            case DIFFERS -> flaws.add(new Flaw(Flaw.Kind.INDEX_UNLIKE_TREE, segment, null));
            case UNREADABLE -> flaws.add(new Flaw(Flaw.Kind.INDEX_UNREADABLE, segment, null));
        }
    }

    private int nextInTree(int segment) {
        Integer next = expected.higherKey(segment);
        return next == null ? MerkleTree.SEGMENTS : next;
    }

    private boolean fitsTree(int segment, long sum) {
        Long tree = expected.get(segment);
        return sum == 0 ? tree == null : tree != null && tree == Items.ofSegment(request.partition(), segment, sum);
    }

    private void read(Holdings.HeldKey held) {
        Key key = held.key();
        StoredObject object = holdings.object(request.partition(), key);
        rows++;
        bytes += object == null ? 0 : object.encoded().length;
        Flaw.Kind kind = flawOf(object, held.digest());
        // Otherwise it has changed in between, and the digest that was read is of another object.
        if (kind != null && holdings.digest(request.partition(), key) == held.digest()) {
            flaws.add(new Flaw(kind, MerkleTree.segmentOf(key.hash()), key));
        }
    }

    private static Flaw.@Nullable Kind flawOf(@Nullable StoredObject object, long digest) {
        if (object == null || !object.isKnown()) {
            return Flaw.Kind.OBJECT_UNREADABLE;
        }
        return ObjectDigest.contentOf(object) == digest ? null : Flaw.Kind.OBJECT_UNLIKE_INDEX;
    }
}
