package io.murmur.cli.command;

import io.murmur.node.configuration.BadSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// Says what went wrong: in a sentence where it was foreseen, with a stack trace where it was not.
public final class Complaints implements IExecutionExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        return switch (failure) {
            case Failed failed -> {
                err.println("murmur: " + failed.getMessage());
                yield failed.exitCode();
            }
            case BadSettings bad -> {
                complain(bad.problems(), err);
                yield ExitCode.USAGE;
            }
            case IOException cause -> {
                err.println("murmur: " + cause);
                yield ExitCode.FAILURE;
            }
            default -> {
                err.println("murmur: failed in a way nobody thought of; please report it with what follows");
                err.flush();
                LOG.error("{} failed", command.getCommandName(), failure);
                yield ExitCode.FAILURE;
            }
        };
    }

    private static void complain(List<String> problems, PrintWriter err) {
        if (problems.size() == 1) {
            err.println("murmur: bad configuration: " + problems.getFirst());
            return;
        }
        err.println("murmur: bad configuration, " + problems.size() + " problems:");
        problems.forEach(problem -> err.println("  " + problem));
    }
}
