package io.murmur.door.http.status;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One node at one moment: what it is, what it has, and how it sees the others. Immutable.
///
/// Ids are hexadecimal text, since 64 bits do not fit the numbers of JSON. Spans of time are given instead of
/// moments, since clocks of nodes differ. What is counted is counted since the node started.
///
/// @param format of this document
/// @param cluster null as long as the node belongs to none
/// @param members every declared node or member as this node sees it, itself among them, by name
/// @param partitions null as long as the node belongs to no cluster
/// @param droppedFrames frames of other nodes that were not taken, by reason
/// @param integrity null as long as the node belongs to no cluster
public record NodeStatus(
        int format,
        Self node,
        @Nullable Cluster cluster,
        List<Member> members,
        @Nullable Partitions partitions,
        Keys keys,
        Traffic traffic,
        Map<String, Long> droppedFrames,
        Disk disk,
        Storage storage,
        Clock clock,
        @Nullable Integrity integrity) {

    /// The format this version writes.
    public static final int FORMAT = 1;

    public NodeStatus {
        for (Object part : new Object[] {node, keys, traffic, disk, storage, clock}) {
            Objects.requireNonNull(part, "a part of the status is missing");
        }
        members = List.copyOf(members);
        droppedFrames = Collections.unmodifiableMap(new TreeMap<>(droppedFrames));
    }

    /// The node that answers.
    ///
    /// @param state forming, recovering, ready, stopping or refused
    /// @param detail a sentence about it
    public record Self(
            String name,
            String id,
            String incarnation,
            String boot,
            String version,
            String state,
            String detail,
            double uptimeSeconds) {

        public boolean isReady() {
            return state.equals("ready");
        }
    }

    /// What the members agreed on, as far as this node has heard.
    ///
    /// @param owners N, the owners of each partition
    /// @param partitions Q
    public record Cluster(
            String id,
            long settingsVersion,
            long placementEpoch,
            int owners,
            int partitions,
            List<Namespace> namespaces) {
        public Cluster {
            namespaces = List.copyOf(namespaces);
        }
    }

    /// How a namespace is synchronised, and how many owners its reads and writes need.
    ///
    /// @param writeOwners W
    /// @param readOwners R
    /// @param protocol active or passive
    public record Namespace(String name, int writeOwners, int readOwners, String protocol, boolean sloppy) {}

    /// A node as the one that answers sees it.
    ///
    /// @param id null if it was never heard of
    /// @param address node to node; empty if unknown, as the doors
    /// @param self whether it is the node that answers
    /// @param reachable whether they were in touch lately
    /// @param answers whether its replicas answer and acknowledge, as it said last; not if its volume lost data
    /// @param forSeconds how long that has been so
    /// @param pekko its state in the Pekko cluster: a hint, on which no read or write depends
    /// @param heard what it last said of itself, as far as that has come here by way of others; null if nothing has
    public record Member(
            String name,
            @Nullable String id,
            String address,
            String redisDoor,
            String httpDoor,
            boolean self,
            boolean reachable,
            boolean answers,
            double forSeconds,
            String pekko,
            @Nullable Heard heard) {}

    /// What a node said of itself, by gossip.
    ///
    /// @param ageSeconds how long ago, at least
    /// @param operationsPerSecond of its clients
    /// @param inFlight operations of its clients under way
    /// @param freeDiskBytes of the file system of its volume
    /// @param replicas equal for nodes that own the same partitions and hold the same in them
    /// @param roundTripSeconds by name, how long others take to answer it, smoothed; of some, if there are many
    public record Heard(
            double ageSeconds,
            long operationsPerSecond,
            long inFlight,
            long freeDiskBytes,
            long placementEpoch,
            long settingsVersion,
            String replicas,
            Map<String, Double> roundTripSeconds) {
        public Heard {
            roundTripSeconds = Collections.unmodifiableMap(new TreeMap<>(roundTripSeconds));
        }
    }

    /// The partitions, and how many of their owners are available.
    ///
    /// An owner is available if it is the node that answers, when ready, or one it can reach; not if it lost data.
    ///
    /// @param owned by this node
    /// @param ownedFirst of them, those it is the first owner of
    /// @param byOwnersAvailable how many partitions have so many owners available
    /// @param each only when asked for
    public record Partitions(
            int owned,
            int ownedFirst,
            Map<Integer, Integer> byOwnersAvailable,
            @Nullable List<Partition> each) {
        public Partitions {
            byOwnersAvailable = Collections.unmodifiableMap(new TreeMap<>(byOwnersAvailable));
            each = each == null ? null : List.copyOf(each);
        }

        /// Partitions with fewer than `owners` available.
        public int withFewerThan(int owners) {
            int count = 0;
            for (Map.Entry<Integer, Integer> entry : byOwnersAvailable.entrySet()) {
                count += entry.getKey() < owners ? entry.getValue() : 0;
            }
            return count;
        }
    }

    /// One partition.
    ///
    /// @param owners by name, preferred first; by id where no name is known
    public record Partition(int partition, long epoch, List<String> owners, int available) {
        public Partition {
            owners = List.copyOf(owners);
        }
    }

    /// Living keys on this node.
    ///
    /// @param owned in all partitions it owns
    /// @param ownedFirst in those it is the first owner of: the sum over all nodes counts each key once
    /// @param kept in partitions it does not own, for owners that could not be reached
    public record Keys(long owned, long ownedFirst, long kept) {}

    /// What clients of this node do, over the last ten seconds.
    public record Traffic(double readsPerSecond, double writesPerSecond, long inFlight, int connections) {}

    /// The file system of the volume.
    ///
    /// @param hasRoom whether writes are taken: free space is above the reserve
    public record Disk(long freeBytes, long reserveBytes, boolean hasRoom) {}

    /// The database of the volume.
    ///
    /// @param commits writes to the database, each for one or more requests
    /// @param commitSeconds spent in them, syncs included
    public record Storage(long commits, long requests, long bytes, long syncs, double commitSeconds) {}

    /// The clock of this node beside those of its peers.
    ///
    /// @param leadSeconds how far this node's clock runs ahead of its peers'
    /// @param guardSeconds from which lead on it refuses writes
    public record Clock(double leadSeconds, double guardSeconds) {}

    /// Whether what this node holds is what the others hold, and what was written.
    ///
    /// @param agreementAgeSeconds since it last agreed with each peer about each partition, the longest of all
    /// @param behindSeconds since the first passive write here that another owner has not fetched; 0 for none
    /// @param scrubAgeSeconds since it last read all rows of a partition, the longest of all
    /// @param flaws rows and segments that were not as they were written, each time one was met
    public record Integrity(double agreementAgeSeconds, double behindSeconds, double scrubAgeSeconds, long flaws) {}
}
