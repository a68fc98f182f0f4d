package io.murmur.core.formation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.formation.durable.ClusterTerms;
import io.murmur.core.formation.durable.FormationRecord;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.formation.durable.Standing;
import io.murmur.core.formation.message.FormationMessage;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.machine.NodeId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The way into a cluster, step by step. Node ids are their names in hexadecimal.
class FormationDeciderTest {

    private static final ClusterTerms TERMS = Village.terms("a", "b", "c");

    private Village village = new Village();

    @BeforeEach
    void begin() {
        village = new Village();
    }

    private void startAll() {
        village.start("a", 0xA1, TERMS);
        village.start("b", 0xB1, TERMS);
        village.start("c", 0xC1, TERMS);
    }

    private Formed clusterOf(String name) {
        return assertInstanceOf(FormationStatus.Member.class, village.statusOf(name))
                .formed();
    }

    @Test
    void formsOnceAllHaveAnswered() {
        startAll();
        village.settle();
        Formed formed = clusterOf("a");
        assertEquals(formed, clusterOf("b"));
        assertEquals(formed, clusterOf("c"));
        assertEquals(
                List.of(
                        new Formed.Member("a", new NodeId(0xA1)),
                        new Formed.Member("b", new NodeId(0xB1)),
                        new Formed.Member("c", new NodeId(0xC1))),
                formed.members());
        assertEquals(2, formed.placement().replicas());
    }

    @Test
    void aNodeAloneFormsAtOnce() {
        village.start("a", 0xA1, Village.terms("a"));
        assertEquals(1, clusterOf("a").members().size());
    }

    @Test
    void waitsForTheSilentByName() {
        village.start("a", 0xA1, TERMS);
        village.start("b", 0xB1, TERMS);
        village.settle();
        assertEquals(new FormationStatus.WaitingFor(List.of("c")), village.statusOf("a"));
        assertInstanceOf(Standing.Blank.class, village.standingOf("a"));
    }

    @Test
    void onlyTheLowestNameProposes() {
        village.start("b", 0xB1, TERMS);
        village.start("c", 0xC1, TERMS);
        village.settle();
        assertEquals(new FormationStatus.WaitingFor(List.of("a")), village.statusOf("b"));
        assertInstanceOf(Standing.Blank.class, village.standingOf("b"));
    }

    @Test
    void goesOnAfterARestartInEveryStanding() {
        village.deliverOnly(letter -> !letter.to().equals("a")
                || !(letter.message() instanceof FormationMessage.Answer answer)
                || answer.standing() instanceof Standing.Blank);
        startAll();
        village.settle();
        assertInstanceOf(Standing.Proposed.class, village.standingOf("a"));
        assertInstanceOf(Standing.Voted.class, village.standingOf("b"));
        assertEquals(
                List.of("b", "c"),
                assertInstanceOf(FormationStatus.Voting.class, village.statusOf("a"))
                        .names());
        List.of("a", "b", "c").forEach(village::restart);
        village.deliverOnly(letter -> !letter.from().equals("a"));
        village.settle();
        assertInstanceOf(Standing.Proposed.class, village.standingOf("a"));
        village.deliverOnly(_ -> true);
        village.settle();
        Formed formed = clusterOf("a");
        List.of("a", "b", "c").forEach(village::restart);
        assertEquals(formed, clusterOf("b"));
    }

    @Test
    void believesNoAnswerOfAnotherRound() {
        village.start("a", 0xA1, Village.terms("a", "b"));
        long round = village.roundOf("a");
        village.tell("a", blank("b", "b", 0xB1, round + 2));
        assertInstanceOf(Standing.Blank.class, village.standingOf("a"));
        village.tell("a", blank("b", "b", 0xB1, round));
        assertInstanceOf(Standing.Proposed.class, village.standingOf("a"));
    }

    private static FormationCommand blank(String asked, String name, long node, long round) {
        Introduction from = new Introduction(name, new NodeId(node), 7, 1);
        return new FormationCommand.Answered(
                new FormationMessage.Answer(asked, from, Village.terms("a", "b"), new Standing.Blank(), round));
    }

    @Test
    void namesTheMissingIdWhenABlankVolumeMeetsItsCluster() {
        startAll();
        village.settle();
        village.start("b", 0xB2, TERMS);
        village.settle();
        assertInstanceOf(Standing.Barred.class, village.standingOf("b"));
        assertTrue(village.reasonsOf("b").contains("node b has the id 00000000000000b1"), village.reasonsOf("b"));
        village.stop("a");
        village.stop("c");
        village.restart("b");
        assertTrue(village.reasonsOf("b").contains("00000000000000b1"), "it remembers after a restart");
    }

    @Test
    void theLowestNameDoesNotFormAgainOnABlankVolume() {
        startAll();
        village.settle();
        Formed first = clusterOf("b");
        village.start("a", 0xA2, TERMS);
        village.settle();
        assertInstanceOf(Standing.Barred.class, village.standingOf("a"));
        village.start("a", 0xA1, TERMS);
        village.settle();
        assertEquals(first, clusterOf("a"), "the old volume is taken back, even if its record is lost");
    }

    @Test
    void aVolumeThatVotedDoesNotVoteForAnotherVolume() {
        village.deliverOnly(letter -> !(letter.message() instanceof FormationMessage.Answer answer)
                || !(answer.standing() instanceof Standing.Voted));
        startAll();
        village.settle();
        village.start("a", 0xA2, TERMS);
        village.deliverOnly(_ -> true);
        village.settle();
        assertInstanceOf(Standing.Blank.class, village.standingOf("a"));
        assertTrue(village.reasonsOf("a").contains("Bring back the volume 00000000000000a1"), village.reasonsOf("a"));
        assertTrue(village.reasonsOf("b").contains("now has the id 00000000000000a2"), village.reasonsOf("b"));
    }

    @Test
    void countsTheNewVolumeOfANodeThatLostItsVote() {
        village.deliverOnly(letter -> !(letter.message() instanceof FormationMessage.Answer answer)
                || !(answer.standing() instanceof Standing.Voted));
        startAll();
        village.settle();
        village.start("c", 0xC2, TERMS);
        village.deliverOnly(_ -> true);
        village.settle();
        assertEquals(new NodeId(0xC2), clusterOf("a").idOf("c"));
        assertEquals(clusterOf("a"), clusterOf("c"));
    }

    @Test
    void refusesAForeignCluster() {
        village.start("b", 0xB9, Village.terms("b"));
        village.settle();
        FormationRecord foreign = village.recordOf("b");
        village.start("a", 0xA1, TERMS);
        village.start("b", 0xB9, new ClusterTerms(List.of("a", "b", "c"), List.of(), 1, 4, "w=2"), foreign);
        village.start("c", 0xC1, TERMS);
        village.settle();
        assertTrue(village.reasonsOf("a").contains("which does not know node a"), village.reasonsOf("a"));
        assertInstanceOf(FormationStatus.Member.class, village.statusOf("b"));
    }

    @Test
    void refusesTwoVolumesWithOneId() {
        village.start("a", 0xA1, TERMS);
        village.start("b", 0xB1, TERMS);
        village.start("c", 0xB1, TERMS);
        village.settle();
        assertTrue(village.reasonsOf("a").contains("nodes b and c have the same id"), village.reasonsOf("a"));
        assertTrue(village.reasonsOf("b").contains("nodes b and c have the same id"), village.reasonsOf("b"));
    }

    @Test
    void refusesTwoNodesWithOneName() {
        village.start("a", 0xA1, Village.terms("a", "b", "c"));
        village.tell("a", blank("b", "b", 0xB1, village.roundOf("a")));
        village.tell("a", asked("b", 0xB7));
        assertTrue(village.reasonsOf("a").contains("two nodes say they are b"), village.reasonsOf("a"));
        village.settle();
        assertEquals("", village.reasonsOf("a"), "a question, which may be old, is forgotten after two rounds");
        village.tell("a", asked("a", 0xA7));
        assertTrue(village.reasonsOf("a").contains("two nodes say they are a"), village.reasonsOf("a"));
    }

    private static FormationCommand asked(String name, long node) {
        Introduction from = new Introduction(name, new NodeId(node), 7, 1);
        return new FormationCommand.Asked(0, new FormationMessage.Question("a", from, 5, false, "b:1"));
    }

    @Test
    void refusesAnAddressThatLeadsElsewhere() {
        village.start("a", 0xA1, Village.terms("a", "b"));
        village.tell("a", blank("b", "x", 0xC1, village.roundOf("a")));
        assertTrue(village.reasonsOf("a").contains("of node b in murmur.cluster.nodes leads to node x"));
        assertInstanceOf(Standing.Blank.class, village.standingOf("a"));
    }

    @Test
    void namesTheKeyAndBothValuesOfADifference() {
        assertDifference(
                Village.terms("a", "b", "d"), "murmur.cluster.nodes is [a, b, d] here, but [a, b, c] on node a");
        assertDifference(
                new ClusterTerms(TERMS.nodes(), List.of(), 3, 4, "w=2"),
                "murmur.cluster.replicas is 3 here, but 2 on node a");
        assertDifference(
                new ClusterTerms(TERMS.nodes(), List.of(), 2, 8, "w=2"),
                "murmur.cluster.partitions is 8 here, but 4 on node a");
        assertDifference(
                new ClusterTerms(TERMS.nodes(), List.of(), 2, 4, "w=1"),
                "murmur.namespaces is \"w=1\" here, but \"w=2\" on node a");
        assertDifference(
                new ClusterTerms(TERMS.nodes(), List.of("c"), 2, 4, "w=2"),
                "murmur.cluster.dangerously-form-without is [c] here, but [] on node a");
    }

    private void assertDifference(ClusterTerms mistaken, String sentence) {
        begin();
        village.start("a", 0xA1, TERMS);
        village.start("b", 0xB1, mistaken);
        village.start("c", 0xC1, TERMS);
        village.settle();
        assertTrue(village.reasonsOf("b").contains(sentence), village.reasonsOf("b"));
        assertInstanceOf(FormationStatus.Refused.class, village.statusOf("a"));
        assertInstanceOf(Standing.Blank.class, village.standingOf("a"));
    }

    @Test
    void formsWithoutThoseLeftOutByNameIfAllOthersSaySo() {
        ClusterTerms without = new ClusterTerms(TERMS.nodes(), List.of("a"), 2, 4, "w=2");
        village.start("b", 0xB1, without);
        village.start("c", 0xC1, without);
        village.settle();
        assertEquals(clusterOf("b"), clusterOf("c"));
        village.start("a", 0xA1, TERMS);
        village.settle();
        assertTrue(village.reasonsOf("a").contains("which does not know node a"), village.reasonsOf("a"));
        village.start("a", 0xA1, without);
        assertTrue(village.reasonsOf("a").contains("names a itself"), village.reasonsOf("a"));
    }

    @Test
    void leavesNobodyOutWhoIsInACluster() {
        startAll();
        village.settle();
        ClusterTerms without = new ClusterTerms(TERMS.nodes(), List.of("c"), 2, 4, "w=2");
        village.start("a", 0xA2, without);
        village.start("b", 0xB2, without);
        village.settle();
        assertInstanceOf(Standing.Barred.class, village.standingOf("a"));
        village.stop("c");
        village.restart("a");
        village.restart("b");
        village.settle();
        assertInstanceOf(FormationStatus.Refused.class, village.statusOf("a"));
    }

    @Test
    void refusesAVolumeUnderAnotherName() {
        startAll();
        village.settle();
        village.start("c", 0xB1, TERMS, village.recordOf("b"));
        assertTrue(village.reasonsOf("c").contains("belongs to node b"), village.reasonsOf("c"));
    }

    @Test
    void refusesToLeaveOutAMemberOfAFormedClusterButNotToDeclareOneMore() {
        startAll();
        village.settle();
        village.start("b", 0xB1, Village.terms("a", "b"), village.recordOf("b"));
        assertTrue(
                village.reasonsOf("b").contains("murmur.cluster.nodes is [a, b] without c, a member of cluster"),
                village.reasonsOf("b"));
        village.start("b", 0xB1, Village.terms("a", "b", "c", "d"), village.recordOf("b"));
        assertInstanceOf(FormationStatus.Member.class, village.statusOf("b"));
    }

    @Test
    void refusesChangedSettingsInAFormedCluster() {
        startAll();
        village.settle();
        village.start("b", 0xB1, new ClusterTerms(TERMS.nodes(), List.of(), 3, 4, "w=2"), village.recordOf("b"));
        assertTrue(village.reasonsOf("b").contains("murmur.cluster.replicas is 3 here, but 2 in its cluster"));
    }

    @Test
    void refusesANodeThatIsNotDeclared() {
        village.start("x", 0xA1, TERMS);
        assertTrue(village.reasonsOf("x").contains("murmur.node.name is x"), village.reasonsOf("x"));
    }

    @Test
    void aFormedNodeAsksNobody() {
        startAll();
        village.settle();
        village.delivered();
        village.settle();
        assertEquals(List.of(), village.delivered());
    }
}
