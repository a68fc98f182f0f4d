package io.murmur.door.redis.data;

import io.murmur.core.bytes.SlotHash;
import io.murmur.core.machine.Key;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.door.redis.cluster.ClusterFace;
import io.murmur.door.redis.command.Call;
import io.murmur.resp.Reply;
import java.util.ArrayList;
import java.util.List;

/// `CLUSTER COUNTKEYSINSLOT` and `GETKEYSINSLOT`: walks through the partition of the slot, page by page,
/// because keys are ordered by partition and hash. Costs what the partition holds; meant for tools.
final class SlotCommands {

    private static final int PAGE_KEYS = 512;
    private static final int KEYS_MAX = 10_000;

    private final ClusterFace cluster;

    SlotCommands(ClusterFace cluster) {
        this.cluster = cluster;
    }

    void count(Call call) {
        new Walk(call, Integer.MAX_VALUE, false).look(0);
    }

    void keys(Call call) {
        Walk walk = new Walk(call, call.request().number(3, 0, KEYS_MAX), true);
        if (walk.limit == 0) {
            walk.answer();
        } else {
            walk.look(0);
        }
    }

    private final class Walk {

        private final Call call;
        private final int slot;
        private final int limit;
        private final boolean keeps;
        private final List<Reply> kept = new ArrayList<>();
        private long count;

        Walk(Call call, int limit, boolean keeps) {
            this.call = call;
            this.slot = call.request().number(2, 0, SlotHash.SLOTS - 1);
            this.limit = limit;
            this.keeps = keeps;
        }

        void look(long fromHash) {
            int partition = cluster.current().snapshot().partitions().ofSlot(slot);
            call.submit(new ClientOperation.List(partition, fromHash, PAGE_KEYS), this::looked);
        }

        private void looked(Outcome outcome) {
            if (!(outcome instanceof Outcome.Listed(var keys, var nextHash, var last))) {
                call.answer(Failures.of(outcome));
                return;
            }
            for (Key key : keys) {
                if (key.slot() == slot && count < limit) {
                    count++;
                    if (keeps) {
                        kept.add(Reply.bulk(key.bytes()));
                    }
                }
            }
            if (last || count >= limit) {
                answer();
            } else {
                look(nextHash);
            }
        }

        void answer() {
            call.answer(keeps ? new Reply.Listing(kept) : Reply.number(count));
        }
    }
}
