package io.murmur.core.membership;

import io.murmur.core.formation.hello.Verdict;
import io.murmur.core.machine.NodeId;

/// A process said hello that this node does not talk to. For the log: repeated only now and then.
///
/// @param node whom it says it is
/// @param sentence what is wrong and what to do
public record HelloRefused(NodeId node, Verdict.Reason reason, String sentence) implements MembershipNotice {}
