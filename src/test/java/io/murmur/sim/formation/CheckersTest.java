package io.murmur.sim.formation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.murmur.core.formation.FormationEvent;
import io.murmur.core.formation.FormationStatus;
import io.murmur.core.formation.durable.ClusterTerms;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.formation.durable.Proposal;
import io.murmur.core.machine.NodeId;
import io.murmur.core.ring.ClusterId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each checker accepts a good history and rejects each bad one.
class CheckersTest {

    private static final NodeId A1 = new NodeId(0xA1);
    private static final NodeId A2 = new NodeId(0xA2);
    private static final NodeId B1 = new NodeId(0xB1);
    private static final NodeId B2 = new NodeId(0xB2);
    private static final ClusterTerms TERMS = new ClusterTerms(List.of("ant", "bee"), List.of(), 1, 1, "");

    private static Formed cluster(long id, ClusterTerms terms, Formed.Member... members) {
        return Formed.first(new ClusterId(0, id), terms, List.of(members));
    }

    private static Formed.Member ant(NodeId node) {
        return new Formed.Member("ant", node);
    }

    private static Formed.Member bee(NodeId node) {
        return new Formed.Member("bee", node);
    }

    private static Fact proposed(NodeId node, long cluster) {
        return new Fact.Kept(
                node, new FormationEvent.ClusterProposed(new Proposal(new ClusterId(0, cluster), "ant", node), TERMS));
    }

    private static Fact voted(NodeId node, long cluster) {
        return new Fact.Kept(
                node, new FormationEvent.VoteCast(new Proposal(new ClusterId(0, cluster), "ant", A1), TERMS));
    }

    private static Fact formed(NodeId node, Formed cluster) {
        return new Fact.Kept(node, new FormationEvent.ClusterFormed(cluster));
    }

    private static Fact joined(NodeId node, Formed cluster) {
        return new Fact.Kept(node, new FormationEvent.ClusterJoined(cluster));
    }

    private static int breaches(Checker checker, Fact... history) {
        List<String> violations = new ArrayList<>();
        checker.check(List.of(history), violations::add);
        return violations.size();
    }

    @Test
    void rejectsASecondClusterWhileAVolumeOfTheFirstIsLeft() {
        Formed first = cluster(1, TERMS, ant(A1), bee(B1));
        Formed second = cluster(2, TERMS, ant(A2), bee(B2));
        Fact[] badly = {formed(A1, first), new Fact.Gone(A1), formed(A2, second)};
        Fact[] well = {formed(A1, first), new Fact.Gone(A1), new Fact.Gone(B1), formed(A2, second)};
        assertEquals(1, breaches(new OneCluster(), badly));
        assertEquals(0, breaches(new OneCluster(), well));
    }

    @Test
    void acceptsASecondClusterThatWasToldToDoWithoutTheRest() {
        Formed first = cluster(1, TERMS, ant(A1), bee(B1));
        ClusterTerms without = new ClusterTerms(List.of("ant", "bee"), List.of("bee"), 1, 1, "");
        Formed second = cluster(2, without, ant(A2));
        assertEquals(0, breaches(new OneCluster(), formed(A1, first), new Fact.Gone(A1), formed(A2, second)));
    }

    @Test
    void rejectsAClusterWithoutAllDeclaredNodes() {
        Formed all = cluster(1, TERMS, ant(A1), bee(B1));
        Formed some = cluster(1, TERMS, ant(A1));
        assertEquals(0, breaches(new AllAreCounted(), proposed(A1, 1), voted(B1, 1), formed(A1, all)));
        assertEquals(1, breaches(new AllAreCounted(), proposed(A1, 1), voted(B1, 1), formed(A1, some)));
    }

    @Test
    void rejectsAClusterThatCountsAVolumeThatDidNotVote() {
        Formed all = cluster(1, TERMS, ant(A1), bee(B1));
        assertEquals(1, breaches(new AllAreCounted(), proposed(A1, 1), voted(B2, 1), formed(A1, all)));
        assertEquals(1, breaches(new AllAreCounted(), proposed(A1, 1), formed(A1, all), voted(B1, 1)));
    }

    @Test
    void rejectsASecondVote() {
        assertEquals(0, breaches(new VolumesVoteOnce(), voted(B1, 1), voted(B2, 2)));
        assertEquals(1, breaches(new VolumesVoteOnce(), voted(B1, 1), voted(B1, 2)));
    }

    @Test
    void rejectsAVolumeThatJoinsAnotherClusterThanItVotedFor() {
        Formed other = cluster(2, TERMS, ant(A1), bee(B1));
        assertEquals(1, breaches(new VolumesVoteOnce(), voted(B1, 1), joined(B1, other)));
    }

    @Test
    void rejectsAVoteAfterAClusterWasSeen() {
        Fact seen = new Fact.Kept(B2, new FormationEvent.ClusterSeen(new ClusterId(0, 1), B1));
        assertEquals(1, breaches(new VolumesVoteOnce(), seen, voted(B2, 2)));
    }

    @Test
    void rejectsServingWithoutAPlaceInTheTable() {
        Formed cluster = cluster(1, TERMS, ant(A1), bee(B1));
        assertEquals(0, breaches(new OnlyMembersServe(), joined(B1, cluster), new Fact.Serving("bee", B1, cluster)));
        assertEquals(1, breaches(new OnlyMembersServe(), joined(B2, cluster), new Fact.Serving("bee", B2, cluster)));
        assertEquals(1, breaches(new OnlyMembersServe(), joined(B1, cluster), new Fact.Serving("ant", B1, cluster)));
    }

    @Test
    void rejectsServingBeforeTheTableIsDurable() {
        Formed cluster = cluster(1, TERMS, ant(A1), bee(B1));
        assertEquals(1, breaches(new OnlyMembersServe(), new Fact.Serving("bee", B1, cluster), joined(B1, cluster)));
    }

    @Test
    void rejectsNodesThatNeverArrive() {
        var refused = new FormationStatus.Refused(List.of("a reason"));
        var waiting = new FormationStatus.WaitingFor(List.of("bee"));
        assertEquals(1, breaches(new EverybodyArrives(), new Fact.Ended("ant", refused, true)));
        assertEquals(0, breaches(new EverybodyArrives(), new Fact.Ended("ant", refused, false)));
        assertEquals(1, breaches(new EverybodyArrives(), new Fact.Ended("ant", waiting, false)));
    }

    @Test
    void rejectsMembersWithDifferentTables() {
        var one = new FormationStatus.Member(cluster(1, TERMS, ant(A1), bee(B1)));
        var other = new FormationStatus.Member(cluster(1, TERMS, ant(A1), bee(B2)));
        assertEquals(
                1,
                breaches(new EverybodyArrives(), new Fact.Ended("ant", one, true), new Fact.Ended("bee", other, true)));
        assertEquals(
                0,
                breaches(new EverybodyArrives(), new Fact.Ended("ant", one, true), new Fact.Ended("bee", one, true)));
    }
}
