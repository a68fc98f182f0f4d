package io.murmur.core.formation.hello;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.formation.durable.Texts;
import org.jspecify.annotations.Nullable;

/// Where clients reach a node, as its peers tell their own clients.
///
/// @param host the advertised host: a name or an address, as a client can use it
/// @param redisPort 1 to 65535
/// @param httpPort 1 to 65535
public record Doors(String host, int redisPort, int httpPort) {

    private static final int HOST_MAX = 253;
    private static final int PORT_MAX = 65_535;

    /// Throws `IllegalArgumentException` with what is wrong and what is allowed when no client could use them.
    public Doors {
        String flaw = flaw(host, redisPort, httpPort);
        if (flaw != null) {
            throw new IllegalArgumentException(flaw);
        }
    }

    private static @Nullable String flaw(String host, int redisPort, int httpPort) {
        if (host.isEmpty() || host.length() > HOST_MAX || !host.chars().allMatch(Doors::mayBeInHosts)) {
            return "the advertised host is \"" + host.replaceAll("\\p{Cntrl}", "?") + "\"; it must have 1 to "
                    + HOST_MAX + " printable ASCII characters without spaces";
        } else if (!isPort(redisPort) || !isPort(httpPort)) {
            return "the advertised ports are " + redisPort + " and " + httpPort + "; ports are from 1 to " + PORT_MAX;
        }
        return null;
    }

    /// Redis clients are told hosts in lines of text, so a line must not end in one.
    private static boolean mayBeInHosts(int character) {
        return character > ' ' && character < 0x7F;
    }

    private static boolean isPort(int port) {
        return port > 0 && port <= PORT_MAX;
    }

    void writeTo(BytesWriter out) {
        Texts.write(out, host);
        out.u16(redisPort).u16(httpPort);
    }

    static Doors readFrom(BytesReader in) {
        String host = Texts.read(in);
        int redisPort = in.u16();
        int httpPort = in.u16();
        String flaw = flaw(host, redisPort, httpPort);
        if (flaw != null) {
            throw new MalformedBytes(flaw);
        }
        return new Doors(host, redisPort, httpPort);
    }
}
