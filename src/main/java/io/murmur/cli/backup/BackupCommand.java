package io.murmur.cli.backup;

import io.murmur.cli.command.ExitCode;
import io.murmur.cli.command.Failed;
import io.murmur.storage.Backup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Copies the volume of a stopped node and checks the copy, or checks one made before.
@Command(
        name = "backup",
        description = {
            "Copies the volume of a stopped node and checks every block of the copy; or, with --verify, checks a copy"
                    + " made before.",
            "A copy put back in place of a volume lacks what was written since: start that node with --accept-loss."
        },
        mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {

    private static final double MEBI = 1 << 20;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--data", paramLabel = "DIR", description = "The volume: murmur.node.data of a stopped node.")
    private @Nullable Path data;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "Where the copy goes: a folder that does not exist yet, or an empty one.")
    private @Nullable Path target;

    @Option(names = "--verify", paramLabel = "DIR", description = "Only check the copy that is there.")
    private @Nullable Path copy;

    @Override
    public Integer call() throws IOException, Failed {
        if (copy != null && data == null && target == null) {
            return tell(Backup.verify(copy), copy);
        }
        if (copy == null && data != null && target != null) {
            return tell(Backup.copy(data, target), target);
        }
        throw new ParameterException(spec.commandLine(), "Give --data and --to, or --verify alone.");
    }

    private int tell(Backup.Outcome outcome, Path where) throws Failed {
        return switch (outcome) {
            case Backup.Outcome.Whole(Backup.Summary summary) -> {
                spec.commandLine().getOut().println(sentence(summary, where));
                yield ExitCode.OK;
            }
            case Backup.Outcome.Refused(String sentence) -> throw new Failed(ExitCode.REFUSED, sentence);
        };
    }

    private static String sentence(Backup.Summary summary, Path where) {
        return String.format(
                Locale.ROOT,
                "%s is a whole backup of node %s: %d files, %.1f MiB",
                where.toAbsolutePath().normalize(),
                summary.node(),
                summary.files(),
                summary.bytes() / MEBI);
    }
}
