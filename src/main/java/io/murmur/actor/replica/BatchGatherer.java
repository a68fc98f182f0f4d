package io.murmur.actor.replica;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.LookupTable;
import io.murmur.core.machine.NodeId;
import io.murmur.core.replica.Loaded;
import io.murmur.core.replica.message.Refusal;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.value.StoredObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gathers change requests for one decision and loads the object of each key once. Not thread-safe.
final class BatchGatherer {

    private final ObjectLoader objects;
    private final LaneOutputs outputs;
    private final LookupTable<Key, StoredObject> loaded = new LookupTable<>();
    private List<Loaded> batch = new ArrayList<>();

    BatchGatherer(ObjectLoader objects, LaneOutputs outputs) {
        this.objects = objects;
        this.outputs = outputs;
    }

    /// A request about a key whose object is damaged is refused at once.
    void add(NodeId from, ReplicaRequest.Change request) {
        StoredObject object = request instanceof ReplicaRequest.KeyChange ofKey
                ? load(request.routing().partition(), ofKey.key())
                : StoredObject.ABSENT;
        if (object == null) {
            outputs.send(from, new ReplicaReply.Refused(request.routing().correlation(), Refusal.ROTTEN));
        } else {
            batch.add(new Loaded(from, request, object));
        }
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
