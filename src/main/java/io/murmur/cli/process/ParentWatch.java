package io.murmur.cli.process;

import io.murmur.cli.command.ExitCode;
import java.io.IOException;

/// Ends the process when the one that started it is gone, however that ended: then nobody holds the other end of
/// standard input any more.
public final class ParentWatch {

    private ParentWatch() {}

    /// Watches from now on.
    public static void start(ProcessControl process) {
        Thread.ofPlatform().name("murmur-parent-watch").daemon(true).start(() -> watch(process));
    }

    private static void watch(ProcessControl process) {
        try {
            int read = process.readByte();
            while (read >= 0) {
                // What is typed is for nobody.
                read = process.readByte();
            }
        } catch (IOException gone) {
            process.say("murmur: standard input is gone: " + gone.getMessage());
        }
        process.exit(ExitCode.OK);
    }
}
