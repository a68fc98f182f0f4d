package io.murmur.cli;

import io.murmur.cli.backup.BackupCommand;
import io.murmur.cli.command.Complaints;
import io.murmur.cli.command.MurmurCommand;
import io.murmur.cli.cuts.CutsCommand;
import io.murmur.cli.dev.DevCommand;
import io.murmur.cli.explain.ExplainCommand;
import io.murmur.cli.node.LogSetup;
import io.murmur.cli.node.NodeCommand;
import io.murmur.cli.node.NodeLauncher;
import io.murmur.cli.node.ThisProcess;
import io.murmur.cli.process.ProcessControl;
import io.murmur.cli.rehearse.RehearseCommand;
import io.murmur.cli.status.StatusCommand;
import io.murmur.cli.verify.VerifyCommand;
import java.io.Console;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/// The program `murmur`.
public final class Main {

    private final NodeLauncher launcher;
    private final Map<String, String> environment;

    /// Makes the program.
    ///
    /// @param launcher starts nodes
    /// @param environment variables that override settings
    public Main(NodeLauncher launcher, Map<String, String> environment) {
        this.launcher = launcher;
        this.environment = Map.copyOf(environment);
    }

    public static void main(String[] arguments) {
        System.exit(new Main(new ThisProcess(), System.getenv())
                .commandLine(Main.class)
                .execute(arguments));
    }

    /// All commands.
    ///
    /// @param program the class whose `main` makes such a command line: what other nodes are started with
    public CommandLine commandLine(Class<?> program) {
        DevCommand.Surroundings surroundings =
                new DevCommand.Surroundings(program.getName(), environment, ProcessControl.OWN, isTerminal());
        return new CommandLine(new MurmurCommand())
                .addSubcommand(new NodeCommand(launcher, environment, ProcessControl.OWN, LogSetup::apply))
                .addSubcommand(new DevCommand(surroundings))
                .addSubcommand(new StatusCommand())
                .addSubcommand(new VerifyCommand())
                .addSubcommand(new ExplainCommand())
                .addSubcommand(new CutsCommand())
                .addSubcommand(new BackupCommand())
                .addSubcommand(new RehearseCommand(launcher))
                .setExecutionExceptionHandler(new Complaints());
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }
}
