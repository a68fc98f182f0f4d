package io.murmur.sim;

import io.murmur.core.namespace.ReadRepair;
import io.murmur.core.replica.ReplicaLimits;
import io.murmur.core.replicate.ReplicationLimits;
import io.murmur.core.value.ConflictRule;
import java.util.SplittableRandom;

/// What one seed draws: first which faults are on and how strong (swarm testing), then the shape of cluster and
/// load.
///
/// @param replicas N
/// @param lossPercent of messages lost while the network is bad; likewise the other percentages
/// @param crashes crashes and restarts during the run
/// @param synced whether "durable" means on the disk; if not, a crash may lose what was acknowledged
/// @param cleanStops whether stops may also be in order
/// @param losesVolume whether one node's database is put back to an older state once
/// @param losesIdentity whether its identity is put back with it, so that only other nodes can tell
/// @param unaskedBytesMax objects up to this size are sent whole by every owner a read asks, larger ones as
///     digests
/// @param looks whether clients also list and count keys
/// @param closings how often a node's disk is full for a while, its clock is ahead, or its rows cannot be read
/// @param levels whether clients sometimes ask for all owners
/// @param lastWriterWins the rule of the namespace: one value or all siblings
/// @param expires whether values may be given ends, see [#endsValues]
/// @param exchanges whether nodes compare what they hold; if not, only reads repair
/// @param counts whether clients add to numbers; what they write otherwise is then a number, too
/// @param collects whether keys are sets and hashes, unless clients count
/// @param passive whether writes are durable on one owner, and fetched by the others; then W is 1
/// @param unites whether clients add to HyperLogLogs; then they neither count nor collect
/// @param sessions whether each client has a session, in which it also reads at one owner
/// @param sloppy whether nodes that are no owners stand in for owners
/// @param repair what reads do for owners that are behind
/// @param inFlightMax how many operations a coordinator carries out at once
record Options(
        int nodes,
        int replicas,
        int writeOwners,
        int readOwners,
        int partitions,
        int keys,
        int clients,
        int operationsPerClient,
        int lanes,
        long leaseSize,
        long syncMillisMax,
        int lossPercent,
        int duplicatePercent,
        int latePercent,
        int partitionsOfNetwork,
        int crashes,
        int pauses,
        boolean clocksWrong,
        boolean cleanStops,
        boolean losesVolume,
        boolean losesIdentity,
        boolean synced,
        int unaskedBytesMax,
        boolean looks,
        int closings,
        boolean levels,
        boolean lastWriterWins,
        int inFlightMax,
        boolean exchanges,
        boolean expires,
        boolean counts,
        boolean collects,
        boolean passive,
        boolean sessions,
        boolean unites,
        int rots,
        boolean sloppy,
        ReadRepair repair) {

    /// The draws that mean so: those for which seeds that have names stay what they were.
    private static final int PASSIVE = 0;

    private static final int IN_SESSIONS = 2;

    private static final int UNITING = 7;

    private static final int ROTTING = 2;

    private static final int SLOPPY = 2;

    private static final int REPAIRING_LATER = 1;

    private static final int NODES_MAX = 5;

    /// Only where too few owners can be reached does anybody stand in for them.
    private static final int CUTS_MORE = 3;

    static Options draw(SplittableRandom random) {
        int nodes = NODES_MAX - 2 + random.nextInt(3);
        int replicas = random.nextInt(6) == 0 ? Math.min(nodes, 5) : 3;
        int majority = replicas / 2 + 1;
        boolean heavy = random.nextInt(4) != 0;
        Options options = new Options(
                nodes,
                replicas,
                majority,
                replicas - majority + 1 + (random.nextInt(4) == 0 ? 1 : 0) * (replicas > majority ? 1 : 0),
                1 << random.nextInt(3),
                1 + random.nextInt(5),
                2 + random.nextInt(4),
                10 + random.nextInt(25),
                1 + random.nextInt(3),
                random.nextBoolean() ? 4 : 20,
                random.nextInt(3) == 0 ? 60 : 2,
                heavy && random.nextBoolean() ? random.nextInt(25) : 0,
                heavy && random.nextBoolean() ? random.nextInt(20) : 0,
                heavy && random.nextBoolean() ? random.nextInt(10) : 0,
                heavy ? random.nextInt(4) : 0,
                heavy ? random.nextInt(5) : 0,
                random.nextInt(3),
                random.nextInt(3) == 0,
                random.nextBoolean(),
                random.nextInt(4) == 0,
                random.nextBoolean(),
                random.nextInt(8) != 0,
                random.nextInt(3) == 0 ? random.nextInt(200) : ReplicationLimits.DEFAULT.unaskedBytesMax(),
                random.nextInt(3) == 0,
                heavy && random.nextBoolean() ? 1 + random.nextInt(4) : 0,
                random.nextInt(3) == 0,
                random.nextInt(3) == 0,
                random.nextInt(5) == 0 ? 1 + random.nextInt(2) : ReplicationLimits.DEFAULT.inFlightMax(),
                random.nextInt(3) != 0,
                random.nextInt(2) == 0,
                random.nextInt(3) == 0,
                random.nextInt(2) == 1,
                false,
                false,
                false,
                0,
                false,
                ReadRepair.BLOCKING);
        Options drawn = random.nextInt(8) == PASSIVE ? options.passively(random.nextBoolean()) : options;
        Modes modes = drawn.modes();
        modes = random.nextInt(8) == IN_SESSIONS ? modes.inSessions() : modes;
        modes = random.nextInt(9) == UNITING ? modes.uniting() : modes;
        boolean rots = random.nextInt(4) == ROTTING && drawn.keepsEnoughCopies();
        modes = rots ? modes.rotting(1 + random.nextInt(6)) : modes;
        boolean sloppy = random.nextInt(5) == SLOPPY && drawn.hasOthers() && modes.rots() == 0 && !modes.sessions();
        modes = sloppy ? modes.sloppily() : modes;
        boolean repairsLater = random.nextInt(10) == REPAIRING_LATER && drawn.exchanges;
        modes = repairsLater ? modes.repairing(random.nextBoolean() ? ReadRepair.ASYNC : ReadRepair.OFF) : modes;
        return drawn.with(drawn.writeOwners, drawn.readOwners, modes);
    }

    /// What the last draws are about.
    private record Modes(
            boolean passive, boolean sessions, boolean unites, int rots, boolean sloppy, ReadRepair repair) {

        Modes inSessions() {
            return new Modes(passive, true, false, 0, false, repair);
        }

        Modes uniting() {
            return new Modes(passive, sessions, true, 0, false, repair);
        }

        Modes rotting(int rows) {
            return new Modes(false, sessions, unites, rows, false, repair);
        }

        Modes sloppily() {
            return new Modes(passive, false, unites, 0, true, repair);
        }

        Modes repairing(ReadRepair other) {
            return new Modes(passive, sessions, unites, rots, sloppy, other);
        }
    }

    private Modes modes() {
        return new Modes(passive, sessions, unites, rots, sloppy, repair);
    }

    /// Whether all that is acknowledged is on others, too, where rows of one node rot.
    private boolean keepsEnoughCopies() {
        return exchanges && synced && !losesVolume && !levels && !passive;
    }

    /// The same in a passive namespace.
    ///
    /// @param readsAll whether reads ask all owners, so that they miss nothing
    private Options passively(boolean readsAll) {
        return with(1, readsAll ? replicas : replicas / 2 + 1, new Modes(true, sessions, unites, rots, sloppy, repair));
    }

    private Options with(int usualWriteOwners, int usualReadOwners, Modes modes) {
        return new Options(
                modes.sloppy() ? NODES_MAX : nodes,
                replicas,
                usualWriteOwners,
                usualReadOwners,
                partitions,
                keys,
                clients,
                operationsPerClient,
                lanes,
                leaseSize,
                syncMillisMax,
                lossPercent,
                duplicatePercent,
                latePercent,
                modes.sloppy() ? partitionsOfNetwork + CUTS_MORE : partitionsOfNetwork,
                crashes,
                pauses,
                clocksWrong,
                cleanStops,
                losesVolume,
                losesIdentity,
                synced,
                unaskedBytesMax,
                looks,
                closings,
                levels,
                lastWriterWins,
                inFlightMax,
                exchanges,
                expires,
                counts && !modes.unites(),
                collects && !modes.unites(),
                modes.passive(),
                modes.sessions(),
                modes.unites(),
                modes.rots(),
                modes.sloppy(),
                modes.repair());
    }

    /// Whether there are nodes that may stand in for owners, and what they keep is brought home.
    private boolean hasOthers() {
        return replicas < NODES_MAX && exchanges;
    }

    /// Whether pulls are all that brings replicas together: nobody forgets what it has told, and nobody was sent what
    /// it cannot take.
    boolean pullsAlone() {
        return passive && !exchanges && crashes == 0 && !losesVolume && closings == 0;
    }

    /// Whether no read at a majority is to show less than one before it.
    boolean readsGoForward() {
        return 2 * readOwners > replicas && repair == ReadRepair.BLOCKING;
    }

    /// Whether a read of the usual level meets every write of the usual level.
    boolean readsMeetWrites() {
        return readOwners + writeOwners > replicas && !sloppy;
    }

    /// Whether clients give values ends: where clocks can be trusted, and purges can be relied on.
    boolean endsValues() {
        return expires && !clocksWrong && !losesVolume && exchanges;
    }

    /// The rule of the namespace.
    ConflictRule conflict() {
        return lastWriterWins ? ConflictRule.LAST_WRITER : ConflictRule.SIBLINGS;
    }

    /// Whether clients change elements.
    boolean changesElements() {
        return collects && !counts;
    }

    /// Whether clients change elements, or add to HyperLogLogs: then the history has what each write does.
    boolean changesParts() {
        return changesElements() || unites;
    }

    /// Whether what is sent arrives in time, unless a link is cut, no node has too much to do, and a
    /// restarted node serves without waiting for all others ([SimNode]).
    boolean isTimely() {
        return inFlightMax >= clients && lossPercent == 0 && latePercent == 0 && !(losesVolume && losesIdentity);
    }

    ReplicaLimits limits() {
        return new ReplicaLimits(leaseSize, 64, 100, 500, 100);
    }

    ReplicationLimits replicationLimits() {
        ReplicationLimits usual = ReplicationLimits.DEFAULT;
        return new ReplicationLimits(
                inFlightMax,
                usual.tickMillis(),
                usual.resendMillis(),
                usual.hedgeMillis(),
                unaskedBytesMax,
                usual.voidAttemptsMax());
    }
}
