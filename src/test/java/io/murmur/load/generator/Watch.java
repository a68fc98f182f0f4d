package io.murmur.load.generator;

/// Watches the recorded part of a round, from the thread that called [Generator#run]. Both calls are short.
public interface Watch {

    /// Sees nothing.
    Watch NONE = new Watch() {
        @Override
        public void started() {}

        @Override
        public void ended() {}
    };

    void started();

    void ended();
}
