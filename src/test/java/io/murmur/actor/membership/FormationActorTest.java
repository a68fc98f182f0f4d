package io.murmur.actor.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.murmur.core.formation.FormationStatus;
import io.murmur.core.formation.durable.ClusterTerms;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.formation.durable.Standing;
import io.murmur.core.formation.message.FormationMessage;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Three nodes with actors and files become one cluster, whenever they are stopped.
class FormationActorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final ClusterTerms TERMS = new ClusterTerms(Street.NAMES, List.of(), 2, 4, "default:w=2");

    private final ActorTestKit kit = ActorTestKit.create();
    private final TestProbe<Message> probe = kit.createTestProbe();
    private final Street street = new Street();
    private final List<FormingHouse> houses = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void shutDown() {
        kit.shutdownTestKit();
    }

    private void build() {
        Street.NAMES.forEach(name -> houses.add(new FormingHouse(kit, street, name, TERMS, folder)));
    }

    private void awaitStandings(Class<? extends Standing> former, Class<? extends Standing> others) {
        probe.awaitAssert(PATIENCE, INTERVAL, () -> {
            assertInstanceOf(former, houses.getFirst().standing());
            houses.stream().skip(1).forEach(house -> assertInstanceOf(others, house.standing()));
            return true;
        });
    }

    /// All three are members of the same cluster, say so, and have said nothing that was not durable.
    private Formed awaitOneCluster() {
        awaitStandings(Standing.Member.class, Standing.Member.class);
        Formed formed = assertInstanceOf(
                        Standing.Member.class, houses.getFirst().standing())
                .formed();
        probe.awaitAssert(PATIENCE, INTERVAL, () -> {
            for (FormingHouse house : houses) {
                assertEquals(
                        new FormationStatus.Member(formed), house.statuses().getLast());
            }
            return true;
        });
        for (FormingHouse house : houses) {
            assertEquals(List.of(), house.lies());
            assertEquals(house.node(), formed.idOf(house.name()));
        }
        return formed;
    }

    private void restartAll() {
        houses.forEach(FormingHouse::stop);
        street.letPass(_ -> true);
        houses.forEach(FormingHouse::restart);
    }

    private static boolean isAnswerOf(Message message, Class<? extends Standing> standing) {
        return message instanceof FormationMessage.Answer answer && standing.isInstance(answer.standing());
    }

    @Test
    void formsOneCluster() {
        build();
        awaitOneCluster();
        for (FormingHouse house : houses) {
            List<FormationStatus> statuses = house.statuses();
            for (int at = 1; at < statuses.size(); at++) {
                assertNotEquals(statuses.get(at - 1), statuses.get(at));
            }
        }
    }

    /// How far three nodes come while the answers of one standing are lost.
    record Stage(Class<? extends Standing> lost, Class<? extends Standing> former, Class<? extends Standing> others) {}

    static Stream<Stage> stages() {
        return Stream.of(
                new Stage(Standing.Blank.class, Standing.Blank.class, Standing.Blank.class),
                new Stage(Standing.Proposed.class, Standing.Proposed.class, Standing.Blank.class),
                new Stage(Standing.Voted.class, Standing.Proposed.class, Standing.Voted.class),
                new Stage(Standing.Member.class, Standing.Member.class, Standing.Voted.class));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void goesOnWhereItWasStopped(Stage stage) {
        street.letPass(message -> !isAnswerOf(message, stage.lost()));
        build();
        awaitStandings(stage.former(), stage.others());
        restartAll();
        awaitOneCluster();
    }

    @Test
    void staysInItsClusterAfterARestart() {
        build();
        Formed formed = awaitOneCluster();
        restartAll();
        assertEquals(formed, awaitOneCluster());
    }

    @Test
    void answersStrangersWhereTheyAskToWhenItIsFormed() {
        build();
        Formed formed = awaitOneCluster();
        street.moveIn("stranger.example:1", message -> probe.getRef().tell(message));
        Introduction stranger = new Introduction("dog", new NodeId(1), 1, 1);
        houses.getLast()
                .actor()
                .tell(new FormationActor.Command.HearQuestion(
                        new FormationMessage.Question("cat", stranger, 42, false, "stranger.example:1")));

        var answer = probe.expectMessageClass(FormationMessage.Answer.class, PATIENCE);
        assertEquals(42, answer.round());
        assertEquals(new Standing.Member(formed), answer.standing());
    }

    @Test
    void diesWhenItsRecordCannotBeWritten() {
        ClusterTerms alone = new ClusterTerms(List.of("ant"), List.of(), 1, 4, "");
        FormingHouse ant = new FormingHouse(kit, street, "ant", alone, folder.resolve("missing"));

        probe.expectTerminated(ant.actor(), PATIENCE);
        assertEquals(List.of(), ant.statuses());
    }

    @Test
    void diesWhenItsRecordCannotBeRead() throws Exception {
        Files.writeString(folder.resolve("ant-formation"), "not a record");
        FormingHouse ant = new FormingHouse(kit, street, "ant", TERMS, folder);

        probe.expectTerminated(ant.actor(), PATIENCE);
        assertEquals(List.of(), ant.statuses());
    }

    @Test
    void refusesToStartWithoutAnAddressForEachDeclaredNode() {
        Addresses addresses = new Addresses(Map.of("ant", "a:1", "cat", "c:1"));
        String sentence =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> addresses.requireAll(TERMS.nodes()))
                        .getMessage());
        assertTrue(sentence.contains("murmur.cluster.nodes") && sentence.contains("node bee"), sentence);
        assertFalse(sentence.contains("node ant"), sentence);
    }
}
