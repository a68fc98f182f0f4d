/// The document `GET /status` answers with, its JSON, and how it is made from what a node knows.
///
/// Entry: [io.murmur.door.http.status.NodeStatus]. Fields are only ever added: a reader skips what it does not know,
/// and takes what is missing as unknown or none. So nodes of two versions, and the command line of a third,
/// understand each other. No HTTP here, so that the command line reads with the same records.
@NullMarked
package io.murmur.door.http.status;

import org.jspecify.annotations.NullMarked;
