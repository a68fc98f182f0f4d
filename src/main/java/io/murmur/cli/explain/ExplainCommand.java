package io.murmur.cli.explain;

import io.murmur.cli.command.DoorOptions;
import io.murmur.cli.command.ExitCode;
import io.murmur.cli.command.Failed;
import io.murmur.cli.command.Json;
import io.murmur.cli.command.NodeDoor;
import io.murmur.door.http.status.Explanation;
import io.murmur.door.http.status.StatusJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `murmur explain KEY`. Exit code 0 when every owner showed its copy, 1 when not, 2 when the command is wrong.
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the versions of a key: who wrote each of them and when, where it lives, and why a reader is shown"
                    + " what it is shown.",
            "Asks every owner of the key. Exit code 0 when all of them show their copies, else 1."
        })
public final class ExplainCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "KEY", description = "The key.")
    private String key = "";

    @Option(names = "--hex", description = "KEY is given in hexadecimal, for keys that are no text.")
    private boolean hex;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Mixin
    private DoorOptions doors = new DoorOptions();

    @Override
    public Integer call() throws Failed, InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (NodeDoor door = doors.open()) {
            Explanation explanation = explain(door);
            out.print(json ? Json.of(explanation) : ExplainReading.text(explanation));
            out.flush();
            boolean all = explanation.silent().isEmpty()
                    && explanation.declined().isEmpty()
                    && explanation.replicas().stream()
                            .noneMatch(replica -> replica.state().equals("unreadable"));
            return all ? ExitCode.OK : ExitCode.FAILURE;
        }
    }

    private Explanation explain(NodeDoor door) throws Failed, InterruptedException {
        String parameter = hex ? "keyhex=" : "key=";
        byte[] answer = door.get("/explain?" + parameter + URLEncoder.encode(key, StandardCharsets.UTF_8));
        try {
            return StatusJson.readExplanation(answer);
        } catch (IOException garbled) {
            throw door.unanswered(garbled);
        }
    }
}
