package io.murmur.cli.status;

import io.murmur.cli.command.Address;
import io.murmur.door.http.status.NodeStatus;

/// What came of asking one address.
sealed interface Answer {

    Address address();

    /// A node answered.
    record Told(Address address, NodeStatus status) implements Answer {}

    /// Nobody answered, or not as a node does.
    ///
    /// @param reason a few words, such as "connection refused"
    record Silent(Address address, String reason) implements Answer {}
}
