package io.murmur.actor.replica;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.LookupTable;
import io.murmur.core.machine.NodeId;
import io.murmur.core.replica.Loaded;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.value.StoredObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gathers change requests for one decision and loads the object of each key once. Not thread-safe.
final class BatchGatherer {

    private static final Logger LOG = LoggerFactory.getLogger(BatchGatherer.class);

    private static final Loaded.Damage NO_INDEX_ROW = new Loaded.Damage(0, false, List.of());

    private final ObjectLoader objects;
    private final LaneOutputs outputs;
    private final LookupTable<Key, StoredObject> loaded = new LookupTable<>();
    private List<Loaded> batch = new ArrayList<>();

    BatchGatherer(ObjectLoader objects, LaneOutputs outputs) {
        this.objects = objects;
        this.outputs = outputs;
    }

    /// A request about a key whose object is damaged is refused at once, unless it is to mend that.
    void add(NodeId from, ReplicaRequest.Change request) {
        if (request instanceof ReplicaRequest.Restore restore) {
            addRestore(from, restore);
            return;
        }
        StoredObject object = request instanceof ReplicaRequest.KeyChange ofKey
                ? load(request.routing().partition(), ofKey.key())
                : StoredObject.ABSENT;
        if (object == null) {
            refuse(from, request);
        } else {
            batch.add(new Loaded(from, request, object, isUnindexed(request, object) ? NO_INDEX_ROW : null));
        }
    }

    private void addRestore(NodeId from, ReplicaRequest.Restore request) {
        try {
            Loaded.Damage damage = objects.damageOf(request.routing().partition(), request.key());
            batch.add(new Loaded(from, request, StoredObject.ABSENT, damage));
        } catch (IOException rotten) {
            LOG.error("Key \"{}\" cannot be restored: the index of events is damaged, too", request.key(), rotten);
            refuse(from, request);
        }
    }

    private void refuse(NodeId from, ReplicaRequest.Change request) {
        outputs.send(from, new ReplicaReply.Refused(request.routing().correlation(), Refusal.ROTTEN));
    }

    /// An exchange may have fetched the object because its index row is gone, and nothing else.
    private boolean isUnindexed(ReplicaRequest.Change request, StoredObject object) {
        return object.isKnown()
                && request instanceof ReplicaRequest.Merge merge
                && merge.askedAt() != ReplicaRequest.Merge.UNASKED
                && objects.indexRow(merge.routing().partition(), merge.key()) == null;
    }

    private @Nullable StoredObject load(int partition, Key key) {
        StoredObject known = loaded.get(key);
        if (known == null) {
            known = objects.load(partition, key);
            if (known != null) {
                loaded.put(key, known);
            }
        }
        return known;
    }

    /// What was gathered; begins anew.
    List<Loaded> take() {
        List<Loaded> taken = batch;
        batch = new ArrayList<>();
        loaded.clear();
        return taken;
    }
}
