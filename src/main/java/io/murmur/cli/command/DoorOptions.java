package io.murmur.cli.command;

import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/// Whom a command asks that asks one node.
public final class DoorOptions {

    @Option(
            names = "--address",
            paramLabel = "HOST:PORT",
            split = ",",
            converter = AddressConverter.class,
            description = "HTTP doors; the first that answers is asked."
                    + " Default: those of murmur dev, 127.0.0.1:7101 to 7103.")
    private List<Address> addresses = Address.OF_DEV;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "90s",
            converter = TimeoutConverter.class,
            description = "How long to wait for each answer. Default: 90s.")
    private Duration timeout = Duration.ofSeconds(90);

    /// Finds the node.
    ///
    /// @throws Failed when none answers; says what each said
    public NodeDoor open() throws Failed, InterruptedException {
        return NodeDoor.find(addresses, timeout);
    }
}
