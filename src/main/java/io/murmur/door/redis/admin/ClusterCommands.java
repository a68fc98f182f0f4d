package io.murmur.door.redis.admin;

import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.bytes.SlotHash;
import io.murmur.door.redis.cluster.ClusterFace;
import io.murmur.door.redis.cluster.ClusterNode;
import io.murmur.door.redis.cluster.ShownCluster;
import io.murmur.door.redis.cluster.ShownCluster.SlotRange;
import io.murmur.door.redis.command.Call;
import io.murmur.resp.Replies;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import java.util.ArrayList;
import java.util.List;

/// `CLUSTER`: the shown cluster, in the shapes of Redis Cluster.
final class ClusterCommands {

    private final ClusterFace cluster;

    ClusterCommands(ClusterFace cluster) {
        this.cluster = cluster;
    }

    void slots(Call call) {
        List<Reply> ranges = new ArrayList<>();
        for (SlotRange range : cluster.current().ranges()) {
            ClusterNode node = range.node();
            ranges.add(Reply.listing(
                    Reply.number(range.first()),
                    Reply.number(range.last()),
                    Reply.listing(
                            Reply.bulk(node.host()),
                            Reply.number(node.port()),
                            Reply.bulk(node.shownId()),
                            Replies.EMPTY)));
        }
        call.answer(new Reply.Listing(ranges));
    }

    void shards(Call call) {
        ShownCluster shown = cluster.current();
        List<Reply> shards = new ArrayList<>();
        for (ClusterNode node : shown.snapshot().nodes()) {
            List<Reply> slots = new ArrayList<>();
            for (SlotRange range : shown.rangesOf(node)) {
                slots.add(Reply.number(range.first()));
                slots.add(Reply.number(range.last()));
            }
            shards.add(Reply.pairs(
                    Reply.bulk("slots"), new Reply.Listing(slots), Reply.bulk("nodes"), Reply.listing(member(node))));
        }
        call.answer(new Reply.Listing(shards));
    }

    private static Reply member(ClusterNode node) {
        return Reply.pairs(
                Reply.bulk("id"), Reply.bulk(node.shownId()),
                Reply.bulk("port"), Reply.number(node.port()),
                Reply.bulk("ip"), Reply.bulk(node.host()),
                Reply.bulk("endpoint"), Reply.bulk(node.host()),
                Reply.bulk("role"), Reply.bulk("master"),
                Reply.bulk("replication-offset"), Replies.ZERO,
                Reply.bulk("health"), Reply.bulk(node.isUsable() ? "online" : "fail"));
    }

    /// One line for each node: id, address, flags, master, ping sent, pong received, epoch, link, slots.
    void nodes(Call call) {
        ShownCluster shown = cluster.current();
        StringBuilder lines = new StringBuilder();
        for (ClusterNode node : shown.snapshot().nodes()) {
            lines.append(node.shownId())
                    .append(' ')
                    .append(node.host())
                    .append(':')
                    .append(node.port());
            lines.append("@0 ").append(node.self() ? "myself," : "").append("master");
            lines.append(node.isUsable() ? "" : ",fail")
                    .append(" - 0 0 ")
                    .append(shown.snapshot().configEpoch());
            lines.append(node.isUsable() ? " connected" : " disconnected");
            for (SlotRange range : shown.rangesOf(node)) {
                lines.append(' ').append(range.first());
                lines.append(range.first() == range.last() ? "" : "-" + range.last());
            }
            lines.append('\n');
        }
        call.answer(new Reply.Verbatim(lines.toString()));
    }

    /// The state is always `ok`: a node serves what it can, and clients that read `fail` stop asking. How many slots
    /// lack a quorum stands below.
    void info(Call call) {
        ShownCluster shown = cluster.current();
        int without = shown.slotsWithoutMajority();
        long epoch = shown.snapshot().configEpoch();
        call.answer(new Reply.Verbatim("cluster_enabled:1\r\ncluster_state:ok\r\ncluster_slots_assigned:"
                + SlotHash.SLOTS
                + "\r\ncluster_slots_ok:" + (SlotHash.SLOTS - without)
                + "\r\ncluster_slots_pfail:0\r\ncluster_slots_fail:"
                + without + "\r\ncluster_known_nodes:"
                + shown.snapshot().nodes().size() + "\r\ncluster_size:"
                + shown.mastersWithSlots() + "\r\ncluster_current_epoch:" + epoch + "\r\ncluster_my_epoch:" + epoch
                + "\r\n"));
    }

    void myId(Call call) {
        call.answer(Reply.bulk(cluster.current().self().shownId()));
    }

    void keySlot(Call call) {
        call.answer(Reply.number(SlotHash.slotOf(call.request().at(2))));
    }

    void nothing(Call call) {
        call.answer(Replies.EMPTY);
    }

    void replicas(Call call) {
        nodeNamed(call.request());
        call.answer(Replies.EMPTY);
    }

    void failureReports(Call call) {
        call.answer(Reply.number(nodeNamed(call.request()).isUsable() ? 0 : 1));
    }

    private ClusterNode nodeNamed(Request request) {
        String id = request.text(2);
        return cluster.current().snapshot().nodes().stream()
                .filter(node -> node.shownId().equals(id))
                .findFirst()
                .orElseThrow(() -> new MalformedBytes("Unknown node " + id));
    }
}
