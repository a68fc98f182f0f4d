package io.murmur.core.membership;

import io.murmur.core.machine.Message;

/// What a node's own listeners are told of its membership.
public sealed interface MembershipNotice extends Message
        permits MembershipView, TransportNotice, HelloRefused, VolumeMemories, VolumePutBack {}
