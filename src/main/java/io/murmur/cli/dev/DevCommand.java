package io.murmur.cli.dev;

import io.murmur.cli.command.ExitCode;
import io.murmur.cli.command.Failed;
import io.murmur.cli.process.GracefulExit;
import io.murmur.cli.process.ProcessControl;
import io.murmur.node.configuration.BadSettings;
import io.murmur.node.settings.NodeSettings;
import io.murmur.storage.Folders;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Runs a cluster on this machine, or one node of it again.
@Command(
        name = "dev",
        description = {
            "Runs a cluster of three nodes on this machine, each in a process of its own. Ctrl-C stops them.",
            "The next start finds their data again. A node that was killed is started again by 'murmur dev --node 2' in"
                    + " another terminal."
        },
        mixinStandardHelpOptions = true)
public final class DevCommand implements Callable<Integer> {

    private static final int NODES = 3;
    private static final int BASE_PORT = 7000;
    private static final int BASE_PORT_MAX = 65_000;
    private static final long STOP_MILLIS = 15_000;

    /// Where the data is. At most one of them is given.
    static final class Place {
        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Folder for configurations, data and logs; ./murmur-data by default.")
        private @Nullable Path data;

        @Option(names = "--temporary", description = "A new folder that is deleted at the end.")
        private boolean temporary;
    }

    @ArgGroup(exclusive = true)
    private @Nullable Place place;

    @Option(names = "--node", paramLabel = "N", description = "Only start node N again, of a cluster that is there.")
    private @Nullable Integer number;

    @Option(
            names = "--nodes",
            paramLabel = "COUNT",
            description = "How many nodes, 1 to " + DevFolder.NODES_MAX
                    + "; by default as many as the folder has, else " + NODES + ".")
    private @Nullable Integer count;

    @Option(
            names = "--base-port",
            paramLabel = "PORT",
            description =
                    "Node N listens at PORT + N for Redis, PORT + 100 + N for HTTP and PORT + 200 + N for the other"
                            + " nodes; " + BASE_PORT + " by default.")
    private int basePort = BASE_PORT;

    @Option(names = "--config", paramLabel = "FILE", description = "Further settings, for all nodes.")
    private @Nullable Path shared;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Surroundings surroundings;

    /// What the command finds around it.
    ///
    /// @param mainClass of the program that nodes run, which is this one
    public record Surroundings(
            String mainClass, Map<String, String> environment, ProcessControl process, boolean isTerminal) {

        public Surroundings {
            environment = Map.copyOf(environment);
        }
    }

    public DevCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        if (basePort < 1 || basePort > BASE_PORT_MAX) {
            throw wrong("--base-port is " + basePort + "; it must be from 1 to " + BASE_PORT_MAX);
        }
        if (place != null && place.temporary) {
            return runTemporary();
        }
        DevFolder folder = new DevFolder(place == null || place.data == null ? Path.of("murmur-data") : place.data);
        return number == null ? runAll(folder) : runAgain(folder, number);
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private int runTemporary() throws Exception {
        if (number != null) {
            throw wrong("--node starts a node of a cluster that is there, --temporary makes a new one; give only one of"
                    + " them");
        }
        Path root = Files.createTempDirectory("murmur-");
        try {
            return runAll(new DevFolder(root));
        } finally {
            // If it did not come to starting anything.
            Folders.delete(root);
        }
    }

    private int runAll(DevFolder folder) throws Exception {
        List<DevNode> nodes = IntStream.rangeClosed(1, size(folder))
                .mapToObj(each -> folder.node(each, DevNode.Ports.above(basePort, each)))
                .toList();
        PortCheck.requireFree(
                nodes,
                "Stop what listens there (another 'murmur dev'?), or choose other ports, for example --base-port"
                        + " 8000.");
        folder.write(nodes, shared);
        for (DevNode node : nodes) {
            check(node);
        }
        String ready = "All " + nodes.size() + " nodes are ready.\n" + connectTo(nodes, folder);
        return supervise(folder, nodes, ready);
    }

    private int size(DevFolder folder) throws Failed {
        int before = folder.size();
        int wanted = count != null ? count : before == 0 ? NODES : before;
        if (wanted < 1 || wanted > DevFolder.NODES_MAX) {
            throw wrong("--nodes is " + wanted + "; it must be from 1 to " + DevFolder.NODES_MAX);
        }
        if (before != 0 && wanted != before) {
            throw new Failed(
                    ExitCode.USAGE,
                    "--nodes is " + wanted + ", but " + folder.root() + " has a cluster of " + before
                            + " nodes. Leave out" + " --nodes, or choose another folder with --data.");
        }
        return wanted;
    }

    private int runAgain(DevFolder folder, int again) throws Exception {
        if (again < 1 || again > folder.size()) {
            throw new Failed(
                    ExitCode.USAGE,
                    "--node is " + again + ", but " + folder.root() + " has "
                            + (folder.size() == 0
                                    ? "no cluster yet; start one with 'murmur dev'"
                                    : "the nodes 1 to " + folder.size()));
        }
        NodeSettings settings = check(folder.node(again, DevNode.Ports.above(basePort, again)));
        DevNode.Ports ports = new DevNode.Ports(
                settings.redis().port(),
                settings.http().port(),
                settings.place().internalPort());
        DevNode node = folder.node(again, ports);
        PortCheck.requireFree(List.of(node), "Is " + node.name() + " running already?");
        String ready = node.name() + " is ready.\n" + connectTo(List.of(node), folder);
        return supervise(folder, List.of(node), ready);
    }

    /// Reads the configuration as the node will, so that what is wrong is said here, once.
    private NodeSettings check(DevNode node) throws BadSettings {
        Map<String, String> environment = new TreeMap<>(surroundings.environment());
        ChildNode.forgetPlaces(environment);
        return NodeSettings.load(node.config(), environment);
    }

    private String connectTo(List<DevNode> nodes, DevFolder folder) {
        String addresses = nodes.stream()
                .map(node -> DevNode.HOST + ":" + node.ports().redis())
                .collect(Collectors.joining(", "));
        return """
              connect   redis-cli -c -p %d, or any Redis Cluster client: %s
              data      %s
              logs      %s
              stop      Ctrl-C\
            """.formatted(
                        nodes.getFirst().ports().redis(),
                        addresses,
                        folder.root(),
                        nodes.stream().map(node -> node.log().toString()).collect(Collectors.joining(", ")));
    }

    private int supervise(DevFolder folder, List<DevNode> nodes, String ready) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Board board = new Board(out, surroundings.isTerminal());
        Supervisor supervisor = new Supervisor(board, new Supervisor.Words(ready, again(folder)), nodes);
        GracefulExit exit = new GracefulExit(surroundings.process());
        return exit.run(
                () -> {
                    try {
                        return startAndWatch(supervisor, nodes);
                    } finally {
                        // Here, since the process may end as soon as this returns.
                        deleteIfTemporary(folder);
                    }
                },
                supervisor::stop,
                STOP_MILLIS);
    }

    private void deleteIfTemporary(DevFolder folder) throws IOException {
        if (place != null && place.temporary) {
            Folders.delete(folder.root());
        }
    }

    private int startAndWatch(Supervisor supervisor, List<DevNode> nodes) throws IOException, InterruptedException {
        List<String> program = OwnProgram.of(surroundings.mainClass());
        for (DevNode node : nodes) {
            supervisor.start(node, program);
        }
        return supervisor.run();
    }

    private IntFunction<String> again(DevFolder folder) {
        String data = place == null ? "" : " --data " + folder.root();
        return again -> "murmur dev --node " + again + data;
    }
}
