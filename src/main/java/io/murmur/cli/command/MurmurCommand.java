package io.murmur.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `murmur` itself: shows what there is.
@Command(
        name = "murmur",
        description = "A replicated key-value store that keeps taking reads and writes on both sides of a partition.",
        mixinStandardHelpOptions = true,
        versionProvider = MurmurCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; a node was stopped cleanly",
            "1:failed, a sentence says why",
            "2:wrong arguments or a bad configuration",
            "3:a volume was refused, a human has to look",
            "70:the node ended itself at once to keep a promise, its log says why"
        },
        footer = {"", "'murmur help COMMAND' says more. On a laptop, begin with 'murmur dev'."},
        subcommands = CommandLine.HelpCommand.class)
public final class MurmurCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    /// The version of the jar this class is in.
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = MurmurCommand.class.getPackage().getImplementationVersion();
            return new String[] {"murmur " + (version == null ? "unpackaged" : version)};
        }
    }
}
