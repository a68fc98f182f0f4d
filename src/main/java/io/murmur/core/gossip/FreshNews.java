package io.murmur.core.gossip;

import io.murmur.core.gossip.message.AgedReport;
import io.murmur.core.gossip.message.Version;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Now;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Of whom something was learnt lately: others probably lack it. Mutable, owned by one [GossipMachine].
final class FreshNews {

    /// After so many rounds almost everybody knows; who does not finds out by hashes.
    private static final int ROUNDS = 8;

    /// Of what is told unasked: a few reports.
    private static final int BYTES_MAX = 1_024;

    private final LinkedHashMap<NodeId, Long> learntInRound = new LinkedHashMap<>();
    private long round;

    void tick() {
        round++;
        while (!learntInRound.isEmpty() && learntInRound.firstEntry().getValue() < round - ROUNDS) {
            learntInRound.pollFirstEntry();
        }
    }

    void learnt(NodeId origin) {
        learntInRound.putLast(origin, round);
    }

    /// What was learnt last, first; without what the other has just said.
    List<AgedReport> toTell(GossipTable table, List<AgedReport> heard, Now now) {
        TreeMap<NodeId, Version> known = new TreeMap<>();
        heard.forEach(told -> known.put(told.report().origin(), told.report().version()));
        List<AgedReport> telling = new ArrayList<>();
        int bytes = 0;
        for (Map.Entry<NodeId, Long> each : learntInRound.sequencedEntrySet().reversed()) {
            Known mine = table.of(each.getKey());
            if (mine != null && !mine.report().version().equals(known.get(each.getKey()))) {
                AgedReport report = mine.toTell(now);
                bytes += report.bytesMax();
                if (bytes > BYTES_MAX) {
                    break;
                }
                telling.add(report);
            }
        }
        return telling;
    }
}
