package io.murmur.cli.cuts;

import io.murmur.cli.command.Address;
import io.murmur.cli.command.DoorOptions;
import io.murmur.cli.command.ExitCode;
import io.murmur.cli.command.Failed;
import io.murmur.cli.command.Json;
import io.murmur.cli.command.NodeDoor;
import io.murmur.door.http.status.CutHistory;
import io.murmur.door.http.status.NodeStatus;
import io.murmur.door.http.status.StatusJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `murmur cuts`. Exit code 0 when every node answered and has come together with all others, 1 when not, 2
/// when the command is wrong.
@Command(
        name = "cuts",
        mixinStandardHelpOptions = true,
        description = {
            "Shows when nodes were out of touch with each other, as each side saw it: what was written meanwhile, what"
                    + " was fetched afterwards, how long it took until both agreed, and what became of keys that both"
                    + " sides had written.",
            "Asks every node. Exit code 0 when all of them answer and have come together again, else 1."
        })
public final class CutsCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON document with what each node saw.")
    private boolean json;

    @Option(
            names = "--starts",
            description = "Also show what followed the starts of nodes, even if nothing was missing.")
    private boolean starts;

    @Mixin
    private DoorOptions doors = new DoorOptions();

    /// All that was said, for programs.
    ///
    /// @param silent nodes that did not answer, and why
    private record Document(List<CutHistory> nodes, List<String> silent) {}

    @Override
    public Integer call() throws Failed, InterruptedException {
        List<CutHistory> histories = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        try (NodeDoor first = doors.open()) {
            histories.add(cutsOf(first));
            for (NodeStatus.Member member : first.status().members()) {
                if (!member.self()) {
                    ask(member, histories, silent);
                }
            }
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.print(json ? Json.of(new Document(histories, silent)) : text(histories, silent));
        out.flush();
        return silent.isEmpty() && histories.stream().allMatch(CutsCommand::hasComeTogether)
                ? ExitCode.OK
                : ExitCode.FAILURE;
    }

    private static void ask(NodeStatus.Member member, List<CutHistory> histories, List<String> silent)
            throws InterruptedException {
        Address address = Address.ofMember(member);
        if (address == null) {
            silent.add(member.name() + " was never heard of");
            return;
        }
        try (NodeDoor door = NodeDoor.find(List.of(address), PATIENCE)) {
            histories.add(cutsOf(door));
        } catch (Failed failed) {
            silent.add(member.name() + " did not say what it saw: " + failed.getMessage());
        }
    }

    private static CutHistory cutsOf(NodeDoor door) throws Failed, InterruptedException {
        try {
            return StatusJson.readCuts(door.get("/cuts"));
        } catch (IOException garbled) {
            throw door.unanswered(garbled);
        }
    }

    /// Whether the last cut with each other node has healed.
    private static boolean hasComeTogether(CutHistory history) {
        Set<String> seen = new HashSet<>();
        return history.cuts().stream().filter(cut -> seen.add(cut.peer())).allMatch(cut -> cut.agreedSeconds() != null);
    }

    private String text(List<CutHistory> histories, List<String> silent) {
        StringBuilder text = new StringBuilder();
        List<Episode> episodes = Episode.of(histories.stream().map(this::shown).toList());
        text.append(EpisodeReading.text(episodes));
        silent.forEach(who -> text.append(who).append('\n'));
        boolean all = silent.isEmpty() && histories.stream().allMatch(CutsCommand::hasComeTogether);
        text.append(
                episodes.isEmpty() && all
                        ? "No node remembers a cut.\n"
                        : all ? "All nodes have come together again.\n" : "Not all nodes have come together again.\n");
        return text.toString();
    }

    /// A start after which nothing was missing is no news.
    private CutHistory shown(CutHistory history) {
        return new CutHistory(
                history.format(),
                history.node(),
                history.cluster(),
                history.at(),
                history.cuts().stream()
                        .filter(cut -> starts || !cut.sinceStart() || cut.objects() > 0 || cut.agreedSeconds() == null)
                        .toList());
    }
}
