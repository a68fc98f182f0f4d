package io.murmur.cli.process;

import java.io.IOException;
import java.io.InputStream;

/// What a command may do with its process. Thread-safe.
public interface ProcessControl {

    /// The process this runs in.
    ProcessControl OWN = new ProcessControl() {
        @Override
        public void onShutdown(Runnable action) {
            Runtime.getRuntime().addShutdownHook(new Thread(action, "murmur-shutdown"));
        }

        @Override
        public void exit(int code) {
            System.exit(code);
        }

        @Override
        public void halt(int code) {
            System.out.flush();
            System.err.flush();
            Runtime.getRuntime().halt(code);
        }

        @Override
        public void say(String sentence) {
            System.err.println(sentence);
        }

        @Override
        public int readByte() throws IOException {
            InputStream in = System.in;
            return in.read();
        }
    };

    /// Has `action` run when the process is told to end.
    void onShutdown(Runnable action);

    /// Tells the process to end.
    void exit(int code);

    /// Ends the process at once, in the middle of its end.
    void halt(int code);

    /// Writes a line to standard error.
    void say(String sentence);

    /// The next byte of standard input, -1 at its end.
    int readByte() throws IOException;
}
