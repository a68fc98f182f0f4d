package io.murmur.node.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A declared node: its name, and where the others reach it.
///
/// @param host a name or an IPv4 address, not resolved
/// @param port its node-to-node port
public record NodeAddress(String name, String host, int port) {

    /// How one is written in `murmur.cluster.nodes`.
    static final String FORM = "\"name=host:port\": a name of letters, digits, dots, dashes and underscores, a host"
            + " name or IPv4 address, a port from 1 to 65535";

    private static final Pattern PATTERN = Pattern.compile("([A-Za-z0-9._-]{1,255})=([^:=/\\s]{1,255}):([0-9]{1,5})");
    private static final int PORT_MAX = 65_535;

    /// Null if `text` is not of that form.
    static @Nullable NodeAddress parse(String text) {
        Matcher matcher = PATTERN.matcher(text.trim());
        if (!matcher.matches()) {
            return null;
        }
        int port = Integer.parseInt(matcher.group(3));
        return port >= 1 && port <= PORT_MAX ? new NodeAddress(matcher.group(1), matcher.group(2), port) : null;
    }

    /// `host:port`.
    public String target() {
        return host + ":" + port;
    }

    @Override
    public String toString() {
        return name + "=" + target();
    }
}
