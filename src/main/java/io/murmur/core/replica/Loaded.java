package io.murmur.core.replica;

import io.murmur.core.machine.NodeId;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.value.StoredObject;

/// A change request with what its decision needs to know.
///
/// @param from who asked and gets the reply
/// @param object the key's object as it is on disk; [StoredObject#ABSENT] where there is none, or no key
public record Loaded(NodeId from, ReplicaRequest.Change request, StoredObject object) {}
