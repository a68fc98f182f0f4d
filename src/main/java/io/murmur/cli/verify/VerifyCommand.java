package io.murmur.cli.verify;

import io.murmur.cli.command.DoorOptions;
import io.murmur.cli.command.ExitCode;
import io.murmur.cli.command.Failed;
import io.murmur.cli.command.Json;
import io.murmur.cli.command.NodeDoor;
import io.murmur.door.http.status.NodeStatus;
import io.murmur.door.http.status.StatusJson;
import io.murmur.door.http.status.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `murmur verify`. Exit code 0 when all owners agree and every row is as it was written, 1 when not or when
/// nobody can tell, 2 when the command is wrong.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Shows whether all owners of each partition hold the same.",
            "One node asks every owner for the clock and the Merkle root of its replica, and each owner reads every row"
                    + " and compares it with its checksum, its index and its tree. What differs is named by key.",
            "Exit code 0 when all agree and all is whole, else 1."
        })
public final class VerifyCommand implements Callable<Integer> {

    /// Partitions asked for in one request where rows are read: a request must not take for ever.
    private static final int READ_AT_ONCE = 8;

    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(5);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--range",
            paramLabel = "FROM-TO",
            converter = PartitionRange.Converter.class,
            description = "Partitions to look at, such as 0-15 or 7. Default: all.")
    private @Nullable PartitionRange range;

    @Option(names = "--quick", description = "Compare clocks and roots only; read no rows.")
    private boolean quick;

    @Option(names = "--json", description = "Print one JSON document with what each owner said of each partition.")
    private boolean json;

    @Mixin
    private DoorOptions doors = new DoorOptions();

    @Override
    public Integer call() throws Failed, InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (NodeDoor door = doors.open()) {
            Verification whole = Verifications.joined(ask(door, partitionsOf(door.status())));
            out.print(json ? Json.of(whole) : VerifyReading.text(whole, door.address()));
            out.flush();
            return whole.verdict().equals(Verification.AGREED) ? ExitCode.OK : ExitCode.FAILURE;
        }
    }

    private PartitionRange partitionsOf(NodeStatus status) throws Failed {
        NodeStatus.Cluster cluster = status.cluster();
        if (cluster == null) {
            throw new Failed(
                    ExitCode.FAILURE,
                    "node " + status.node().name() + " belongs to no cluster yet: "
                            + status.node().detail());
        }
        int last = cluster.partitions() - 1;
        PartitionRange wanted = range == null ? new PartitionRange(0, last) : range;
        if (wanted.to() > last) {
            throw new Failed(ExitCode.USAGE, "--range is " + wanted + "; this cluster has partitions 0 to " + last);
        }
        return wanted;
    }

    private Verification verify(NodeDoor door, PartitionRange part) throws Failed, InterruptedException {
        byte[] answer = door.get("/verify?partitions=" + part + "&read=" + !quick + "&all=" + json);
        try {
            return StatusJson.readVerification(answer);
        } catch (IOException garbled) {
            throw door.unanswered(garbled);
        }
    }

    private List<Verification> ask(NodeDoor door, PartitionRange wanted) throws Failed, InterruptedException {
        List<Verification> answers = new ArrayList<>();
        int atOnce = quick ? Integer.MAX_VALUE : READ_AT_ONCE;
        long toldNanos = System.nanoTime();
        ArrayDeque<PartitionRange> left = new ArrayDeque<>(wanted.cut(atOnce));
        while (!left.isEmpty()) {
            PartitionRange part = left.remove();
            Verification answer = verify(door, part);
            if (!answer.finished() && part.from() < part.to()) {
                // More time for each.
                part.halves().reversed().forEach(left::addFirst);
                continue;
            }
            answers.add(answer);
            if (System.nanoTime() - toldNanos > PROGRESS_NANOS) {
                toldNanos = System.nanoTime();
                PrintWriter progress =
                        Objects.requireNonNull(spec).commandLine().getErr();
                progress.println("verified partitions " + wanted.from() + " to " + part.to() + " of " + wanted.to());
                progress.flush();
            }
        }
        return answers;
    }
}
