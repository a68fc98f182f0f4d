package io.murmur.core.membership;

/// Another member knows a later state of this node's volume: it was put back to an older one. The node must stop at
/// once; going on would name new writes like old ones (guarantee G9).
///
/// @param sentence what happened
public record VolumePutBack(String sentence) implements MembershipNotice {}
