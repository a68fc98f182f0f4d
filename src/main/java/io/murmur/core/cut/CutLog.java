package io.murmur.core.cut;

import io.murmur.core.machine.NodeId;
import io.murmur.core.replica.event.RowChange;
import io.murmur.core.value.Element;
import io.murmur.core.value.Sibling;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Keeps the cuts of one node. Mutable; whoever owns it calls from one thread at a time.
///
/// In touch -> apart ([#lost]) -> coming together ([#found]) -> in touch: every partition that both own has been
/// agreed about since ([#agreed]). Who is lost while coming together is apart again, in the same cut: after a heal
/// nodes may miss each other for a moment more. What began with a start ends there.
public final class CutLog {

    /// Cuts that have ended and are kept.
    public static final int KEPT_MAX = 32;
    /// Keys of one cut that are named; more are counted.
    public static final int CONFLICTS_MAX = 100;

    private static final int CONFLICT_BYTES_MAX = 16 << 10;

    private final Map<NodeId, Set<Integer>> shared;
    private final TreeMap<NodeId, Running> running = new TreeMap<>();
    private final ArrayDeque<Cut> ended;

    /// One that has not ended.
    private static final class Running {
        private final NodeId peer;
        private final boolean sinceStart;
        private final long fromMillis;
        private final long writesBefore;
        private final Set<Integer> unsettled;
        private final Set<Conflict> conflicts = new LinkedHashSet<>();
        private long untilMillis = Cut.NOT_YET;
        private long writes;
        private long objects;
        private long bytes;
        private long agreedMillis = Cut.NOT_YET;
        private long conflictCount;
        private int conflictBytes;

        Running(NodeId peer, boolean sinceStart, long fromMillis, long writesBefore, Set<Integer> unsettled) {
            this.peer = peer;
            this.sinceStart = sinceStart;
            this.fromMillis = fromMillis;
            this.writesBefore = writesBefore;
            this.unsettled = unsettled;
        }

        /// A key in conflict may change several times before all is settled. Beyond those that are named,
        /// each change counts.
        void add(Conflict conflict) {
            if (conflicts.contains(conflict)) {
                return;
            }
            conflictCount++;
            int keyBytes = conflict.key().bytes().length;
            if (conflicts.size() < CONFLICTS_MAX && conflictBytes + keyBytes <= CONFLICT_BYTES_MAX) {
                conflicts.add(conflict);
                conflictBytes += keyBytes;
            }
        }

        Cut cut(long writesNow) {
            return new Cut(
                    peer,
                    sinceStart,
                    fromMillis,
                    untilMillis,
                    untilMillis == Cut.NOT_YET ? writesNow - writesBefore : writes,
                    objects,
                    bytes,
                    agreedMillis,
                    conflictCount,
                    new ArrayList<>(conflicts));
        }
    }

    /// The log of a process that has begun to look for the others: it is apart from all of them.
    ///
    /// @param shared the partitions that this node owns together with each other one
    /// @param before what earlier processes kept
    /// @param nowMillis when this one began
    public CutLog(Map<NodeId, Set<Integer>> shared, Cuts before, long nowMillis) {
        this.shared = Collections.unmodifiableMap(new TreeMap<>(shared));
        this.ended = new ArrayDeque<>(before.newestFirst());
        for (NodeId peer : this.shared.keySet()) {
            running.put(peer, new Running(peer, true, nowMillis, 0, unsettled(peer)));
        }
    }

    private Set<Integer> unsettled(NodeId peer) {
        Set<Integer> partitions = shared.get(peer);
        return partitions == null ? new TreeSet<>() : new TreeSet<>(partitions);
    }

    /// A node fell silent. Nothing happens if it is apart already.
    ///
    /// @param writes that this node has named since it started
    public void lost(NodeId peer, long nowMillis, long writes) {
        Running cut = running.get(peer);
        if (cut != null && cut.untilMillis == Cut.NOT_YET) {
            return;
        }
        if (cut != null && !cut.sinceStart) {
            cut.untilMillis = Cut.NOT_YET;
            cut.unsettled.addAll(unsettled(peer));
            return;
        }
        if (cut != null) {
            end(cut);
        }
        running.put(peer, new Running(peer, false, nowMillis, writes, unsettled(peer)));
    }

    /// A node is in touch again. Nothing happens if it has been.
    ///
    /// @param writes that this node has named since it started
    public void found(NodeId peer, long nowMillis, long writes) {
        Running cut = running.get(peer);
        if (cut != null && cut.untilMillis == Cut.NOT_YET) {
            cut.untilMillis = nowMillis;
            cut.writes = writes - cut.writesBefore;
            settle(cut, nowMillis);
        }
    }

    /// Objects of a node were stored here.
    public void fetched(NodeId peer, int objects, long bytes) {
        Running cut = running.get(peer);
        if (cut != null) {
            cut.objects += objects;
            cut.bytes += bytes;
        }
    }

    /// This node lacks nothing that a node had of these partitions a moment ago.
    ///
    /// @return whether a cut has healed by that
    public boolean agreed(NodeId peer, Collection<Integer> partitions, long nowMillis) {
        Running cut = running.get(peer);
        if (cut == null || cut.untilMillis == Cut.NOT_YET) {
            return false;
        }
        cut.unsettled.removeAll(partitions);
        return settle(cut, nowMillis);
    }

    private boolean settle(Running cut, long nowMillis) {
        if (!cut.unsettled.isEmpty()) {
            return false;
        }
        cut.agreedMillis = nowMillis;
        end(cut);
        return true;
    }

    private void end(Running cut) {
        running.remove(cut.peer);
        ended.addFirst(cut.cut(cut.writesBefore + cut.writes));
        while (ended.size() > KEPT_MAX) {
            ended.removeLast();
        }
    }

    /// A row of this node became another one. It counts as a conflict if a value or delete that a node on the
    /// other side of a cut has named came beside one that was here and did not make room for it, and one of
    /// both is a value. What increments and elements add is merged: it conflicts with a delete only, and an element
    /// that has a value with the same one.
    public void stored(RowChange row) {
        for (Sibling sibling : row.after().siblings()) {
            Running cut = running.get(sibling.dot().actor().node());
            if (cut != null && !row.before().holds(sibling.dot()) && hasRival(row, sibling)) {
                cut.add(new Conflict(row.partition(), row.key()));
            }
        }
    }

    private static boolean hasRival(RowChange row, Sibling newcomer) {
        return row.after().siblings().stream()
                .anyMatch(other -> row.before().holds(other.dot()) && areRivals(other, newcomer));
    }

    private static boolean areRivals(Sibling one, Sibling other) {
        if (one.isExpiry() || other.isExpiry() || !(one.isValue() || other.isValue())) {
            return false;
        }
        boolean isMerged = one.part() != null || other.part() != null;
        return !isMerged || one.isDelete() || other.isDelete() || areOneField(one, other);
    }

    private static boolean areOneField(Sibling one, Sibling other) {
        Element element = one.element();
        return element != null && one.value() != null && element.equals(other.element());
    }

    /// The nodes whose writes may conflict with what is here.
    public Set<NodeId> apart() {
        return Collections.unmodifiableSet(new TreeSet<>(running.keySet()));
    }

    /// All cuts that are known.
    ///
    /// @param writes that this node has named since it started
    public Cuts cuts(long writes) {
        List<Cut> all = new ArrayList<>();
        running.values().forEach(cut -> all.add(cut.cut(writes)));
        all.sort((one, other) -> Long.compare(other.fromMillis(), one.fromMillis()));
        all.addAll(ended);
        return new Cuts(all);
    }
}
