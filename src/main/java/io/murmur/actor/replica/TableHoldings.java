package io.murmur.actor.replica;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.entropy.answer.Holdings;
import io.murmur.core.machine.Key;
import io.murmur.core.merkle.MerkleTree;
import io.murmur.core.replica.event.IndexRow;
import io.murmur.core.value.ObjectCodec;
import io.murmur.core.value.StoredObject;
import io.murmur.storage.ObjectTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What this node's table holds. Blocks for reads; what cannot be read is logged and left out.
public final class TableHoldings implements Holdings {

    private static final Logger LOG = LoggerFactory.getLogger(TableHoldings.class);

    private final ObjectTable table;

    public TableHoldings(ObjectTable table) {
        this.table = table;
    }

    @Override
    public @Nullable StoredObject object(int partition, Key key) {
        try {
            byte[] row = table.object(partition, key);
            return row == null ? StoredObject.ABSENT : ObjectCodec.decode(row);
        } catch (IOException | MalformedBytes rotten) {
            LOG.debug("The object of key \"{}\" is not sent: {}", key, rotten.getMessage());
            return null;
        }
    }

    @Override
    public HeldSegment segment(int partition, int segment) {
        List<HeldKey> held = new ArrayList<>();
        AtomicInteger next = new AtomicInteger(MerkleTree.SEGMENTS);
        try {
            table.scan(partition, MerkleTree.firstHashOf(segment), (key, row) -> {
                int here = MerkleTree.segmentOf(key.hash());
                if (here != segment) {
                    next.set(here);
                    return false;
                }
                IndexRow index = IndexRow.decode(row);
                held.add(new HeldKey(key, index.digest().content(), index.endsAt()));
                return true;
            });
        } catch (IOException | MalformedBytes rotten) {
            LOG.warn("The index of partition {} cannot be read: {}", partition, rotten.getMessage());
            return new HeldSegment(held, segment + 1, false);
        }
        return new HeldSegment(held, next.get(), true);
    }

    @Override
    public long digest(int partition, Key key) {
        try {
            byte[] row = table.indexRow(partition, key);
            return row == null ? 0 : IndexRow.decode(row).digest().content();
        } catch (IOException | MalformedBytes rotten) {
            LOG.debug("The index row of key \"{}\" cannot be read: {}", key, rotten.getMessage());
            return 0;
        }
    }
}
