package io.murmur.cli;

/// The program `murmur` with nodes that pretend.
public final class PretendingMurmur {

    private PretendingMurmur() {}

    public static void main(String[] arguments) {
        System.exit(new Main(PretendedNode::start, System.getenv())
                .commandLine(PretendingMurmur.class)
                .execute(arguments));
    }
}
