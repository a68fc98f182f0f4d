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
/// after; the tree was asked a moment before the rows, so a segment that does not fit is told apart from
/// others, to be asked for again.
final class InspectionAnswer {

    private static final int FLAWS_MAX = 64;
    private static final int ROWS_MAX = 4_096;

    private final Holdings holdings;
    private final SyncRequest.Inspect request;
    /// What the tree says of each segment that is not empty.
    private final TreeMap<Integer, Long> expected = new TreeMap<>();
    private final List<Flaw> flaws = new ArrayList<>();
    private int rows;
    private long bytes;

    InspectionAnswer(Holdings holdings, ItemList tree, SyncRequest.Inspect request) {
        this.holdings = holdings;
        this.request = request;
        for (int i = 0; i < tree.size(); i++) {
            expected.put(Items.segmentOf(tree.get(i)), tree.get(i));
        }
    }

    SyncReply make() {
        int segment = request.segment();
        boolean more = true;
        while (more && segment < MerkleTree.SEGMENTS) {
            Holdings.HeldSegment held = holdings.segment(request.partition(), segment);
            boolean fits = held.isWhole() && fitsTree(segment, held.sum());
            if (!fits && segment > request.segment()) {
                break;
            }
            if (!fits) {
                var kind = held.isWhole() ? Flaw.Kind.INDEX_UNLIKE_TREE : Flaw.Kind.INDEX_UNREADABLE;
                flaws.add(new Flaw(kind, segment, null));
            }
            held.keys().forEach(this::read);
            segment = Math.min(held.next(), nextInTree(segment));
            more = fits && bytes < request.bytesMax() && rows < ROWS_MAX && flaws.size() < FLAWS_MAX;
        }
        return new SyncReply.Inspected(request.correlation(), request.partition(), segment, rows, bytes, flaws);
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
        if (object == null) {
            return Flaw.Kind.OBJECT_UNREADABLE;
        }
        if (!object.isKnown()) {
            return Flaw.Kind.OBJECT_MISSING;
        }
        return ObjectDigest.contentOf(object) == digest ? null : Flaw.Kind.OBJECT_UNLIKE_INDEX;
    }
}
