package io.murmur.storage.faults;

import io.murmur.storage.JournalStore;
import io.murmur.storage.NumberedEvent;
import io.murmur.storage.Opening;
import io.murmur.storage.Volume;
import io.murmur.storage.Volumes;
import io.murmur.storage.rocks.StorageFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

/// The other side of [VolumeProcess]: opens the volume in the folder it is given and does what its input says, a
/// command a line, each answered by one line. A failed write does not end it, so that what follows can be watched.
final class VolumeProgram {

    private final Volume volume;
    private final JournalStore journal;
    private final AtomicInteger fatal;
    private long written;

    private VolumeProgram(Volume volume, AtomicInteger fatal) {
        this.volume = volume;
        this.journal = new JournalStore(volume);
        this.fatal = fatal;
    }

    public static void main(String[] arguments) throws IOException {
        AtomicInteger fatal = new AtomicInteger();
        Opening opening = Volume.open(
                Path.of(arguments[0]), Volumes.SMALL, false, new SplittableRandom(1), _ -> fatal.incrementAndGet());
        switch (opening) {
            case Opening.Refused(var reason, var sentence) -> System.out.println(reason + ": " + sentence);
            case Opening.Opened opened -> {
                System.out.println("open");
                new VolumeProgram(opened.volume(), fatal).obey();
            }
        }
    }

    private void obey() throws IOException {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Scanner words = new Scanner(line);
            String answer = switch (words.next()) {
                case "write" -> write(words.nextInt(), words.nextInt());
                case "read" -> read(words.nextLong());
                case "fatal" -> "" + fatal.get();
                case "close" -> close();
                default -> "what?";
            };
            System.out.println(answer);
        }
    }

    /// Writes `count` events at once; says how many were acknowledged, and why others were not.
    private String write(int count, int padding) {
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            written++;
            JournalStore.Append append = journal.append("a");
            append.add(written, new NumberedEvent("a", written, padding));
            answers.add(append.submit());
        }
        int acknowledged = 0;
        String reason = "";
        for (CompletableFuture<Void> answer : answers) {
            try {
                answer.join();
                acknowledged++;
            } catch (CompletionException failed) {
                reason = " " + failed.getMessage();
            }
        }
        return acknowledged + reason;
    }

    private String read(long number) {
        try {
            byte[] row = volume.objects().object(NumberedEvent.PARTITION, NumberedEvent.keyOf("a", number));
            return row == null ? "nothing" : new String(row, StandardCharsets.UTF_8).strip();
        } catch (StorageFailure failed) {
            return "failure: " + failed.getMessage();
        }
    }

    private String close() {
        try {
            volume.close();
            return "closed";
        } catch (IOException failed) {
            return "failure: " + failed.getMessage();
        }
    }
}
