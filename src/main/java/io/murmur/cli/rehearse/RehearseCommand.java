package io.murmur.cli.rehearse;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import io.murmur.cli.command.ExitCode;
import io.murmur.cli.node.NodeLauncher;
import io.murmur.cli.node.RefusedStart;
import io.murmur.cli.node.RunningNode;
import io.murmur.node.configuration.BadSettings;
import io.murmur.node.settings.NodeSettings;
import io.murmur.storage.Folders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Runs a node of its own for a moment, on free ports and in a temporary folder. The start script records what the
/// JVM loads and compiles meanwhile and uses it at later starts (JEP 483, 514 and 515).
@Command(name = "rehearse", hidden = true, description = "Runs a node for a moment, for the JVM to learn from.")
public final class RehearseCommand implements Callable<Integer> {

    private final NodeLauncher launcher;

    public RehearseCommand(NodeLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws BadSettings, RefusedStart, IOException, InterruptedException {
        Path folder = Files.createTempDirectory("murmur-rehearsal");
        try {
            List<Integer> ports = freePorts(3);
            RunningNode node = launcher.start(settings(folder, ports), false);
            try {
                Rehearsal.run(ports.get(0), ports.get(1));
            } finally {
                node.stop();
                node.awaitEnd();
            }
        } finally {
            Folders.delete(folder);
        }
        return ExitCode.OK;
    }

    private static NodeSettings settings(Path folder, List<Integer> ports) throws BadSettings {
        return NodeSettings.read(ConfigFactory.parseString("""
            murmur {
              node { name = rehearsal, host = "127.0.0.1", data = %s }
              ports { redis = %d, http = %d, internal = %d }
              cluster { nodes = ["rehearsal=127.0.0.1:%d"], replicas = 1 }
            }
            """.formatted(
                ConfigUtil.quoteString(folder.toString()), ports.get(0), ports.get(1), ports.get(2), ports.get(2))));
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }
}
