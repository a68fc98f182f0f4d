package io.murmur.cli.node;

import io.murmur.cli.command.ExitCode;
import io.murmur.cli.command.Failed;
import io.murmur.cli.process.GracefulExit;
import io.murmur.cli.process.ParentWatch;
import io.murmur.cli.process.PortProbe;
import io.murmur.cli.process.ProcessControl;
import io.murmur.node.settings.LogSettings;
import io.murmur.node.settings.NodePlace;
import io.murmur.node.settings.NodeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs one node until it is told to stop.
@Command(
        name = "node",
        description = {
            "Runs one node until it is told to stop (SIGTERM or Ctrl-C).",
            "Every key of a configuration is documented in reference.conf; each can also be set by a variable of the"
                    + " environment, such as MURMUR_PORTS_REDIS for murmur.ports.redis."
        },
        mixinStandardHelpOptions = true)
public final class NodeCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The configuration: HOCON that overrides reference.conf.")
    private Path config = Path.of("");

    @Option(
            names = "--accept-loss",
            description = "Go on with a volume that has lost data. The node gets a new incarnation, and answers for"
                    + " nothing until the others have filled it again. Writes that only this node had are gone.")
    private boolean acceptLoss;

    @Option(names = "--stop-with-parent", hidden = true, description = "Stop when standard input ends.")
    private boolean stopWithParent;

    private final NodeLauncher launcher;
    private final Map<String, String> environment;
    private final ProcessControl process;
    private final Consumer<LogSettings> log;

    /// Makes the command.
    ///
    /// @param environment variables that override settings
    /// @param log told what to log, before anything is logged
    public NodeCommand(
            NodeLauncher launcher, Map<String, String> environment, ProcessControl process, Consumer<LogSettings> log) {
        this.launcher = launcher;
        this.environment = environment;
        this.process = process;
        this.log = log;
    }

    @Override
    public Integer call() throws Exception {
        NodeSettings settings = NodeSettings.load(config, environment);
        log.accept(settings.log());
        requireFreePorts(settings.place());
        if (stopWithParent) {
            ParentWatch.start(process);
        }
        CompletableFuture<RunningNode> started = new CompletableFuture<>();
        return new GracefulExit(process)
                .run(
                        () -> run(settings, started),
                        () -> started.thenAccept(RunningNode::stop).join(),
                        settings.shutdown().limitMillis());
    }

    /// Else each door would fail in its own way, one of them after the node has come into its cluster.
    private static void requireFreePorts(NodePlace place) throws Failed {
        requireFree("murmur.ports.redis", place.bindHost(), place.redisPort());
        requireFree("murmur.ports.http", place.bindHost(), place.httpPort());
        requireFree("murmur.ports.internal", place.bindHost(), place.internalPort());
    }

    private static void requireFree(String key, String host, int port) throws Failed {
        String obstacle = PortProbe.obstacle(host, port);
        if (obstacle != null) {
            throw new Failed(
                    ExitCode.FAILURE,
                    key + " is " + port + ", but this node cannot listen there on " + host + " (murmur.node.bind): "
                            + obstacle + ". Stop what uses the port, or choose another one.");
        }
    }

    private int run(NodeSettings settings, CompletableFuture<RunningNode> started)
            throws Failed, IOException, InterruptedException {
        try {
            RunningNode node = launcher.start(settings, acceptLoss);
            started.complete(node);
            return node.awaitEnd() ? ExitCode.OK : ExitCode.FAILURE;
        } catch (RefusedStart refused) {
            throw new Failed(ExitCode.REFUSED, String.valueOf(refused.getMessage()));
        }
    }
}
