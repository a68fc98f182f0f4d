package io.murmur.cli.command;

import io.murmur.door.http.status.NodeStatus;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Host and port of an HTTP door.
///
/// @param host a name, an IPv4 address, or an IPv6 address in brackets
public record Address(String host, int port) {

    /// The nodes of `murmur dev`: asked where nobody says whom to ask.
    public static final List<Address> OF_DEV =
            List.of(new Address("127.0.0.1", 7101), new Address("127.0.0.1", 7102), new Address("127.0.0.1", 7103));

    private static final int PORT_MAX = 65_535;

    /// Reads `host:port`.
    ///
    /// @throws IllegalArgumentException when it is something else
    public static Address parse(String text) {
        try {
            URI uri = new URI("http://" + text);
            boolean bare = uri.getUserInfo() == null && uri.getRawPath().isEmpty() && uri.getRawQuery() == null;
            if (bare && uri.getHost() != null && uri.getPort() > 0 && uri.getPort() <= PORT_MAX) {
                return new Address(uri.getHost(), uri.getPort());
            }
        } catch (URISyntaxException _) {
            // Refused below, like everything else that is no address.
        }
        throw new IllegalArgumentException("\"" + text
                + "\" is no address of an HTTP door; it must be host:port with a port from 1 to 65535, such as"
                + " 127.0.0.1:7101");
    }

    /// Where a member's door is said to be; null if nobody says so, or not in words one can follow.
    public static @Nullable Address ofMember(NodeStatus.Member member) {
        try {
            return member.httpDoor().isEmpty() ? null : parse(member.httpDoor());
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    public URI uri(String path) {
        return URI.create("http://" + this + path);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
