package io.murmur.cli.status;

import io.murmur.cli.command.Address;
import io.murmur.cli.command.AddressConverter;
import io.murmur.cli.command.TimeoutConverter;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `murmur status`. Exit code 0 when every node answers and is ready, 1 when not, 2 when the command is wrong.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Shows how every node sees itself and the others.",
            "Asks the given nodes, then the members they name. Exit code 0 when all of them answer and are ready, else"
                    + " 1."
        })
public final class StatusCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON document instead of tables.")
    private boolean json;

    @Option(
            names = "--address",
            paramLabel = "HOST:PORT",
            arity = "1..*",
            split = ",",
            converter = AddressConverter.class,
            description = "HTTP doors to ask first; one node that answers is enough."
                    + " Default: those of murmur dev, 127.0.0.1:7101 to 7103.")
    private List<Address> addresses = List.of();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "2s",
            converter = TimeoutConverter.class,
            description = "How long to wait for each node, such as 500ms or 2s. Default: 2s.")
    private Duration timeout = Duration.ofSeconds(2);

    @Override
    public Integer call() {
        boolean guessing = addresses.isEmpty();
        ClusterPicture picture;
        try (StatusQuery query = new StatusQuery(timeout)) {
            List<Answer> answers = query.ask(guessing ? Address.OF_DEV : addresses);
            picture = ClusterPicture.of(answers, guessing ? Address.OF_DEV : List.of());
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.print(json ? StatusDocument.text(picture) : StatusReading.text(picture));
        out.flush();
        return picture.allReady() ? 0 : 1;
    }
}
