package io.murmur.core.replicate;

import io.murmur.core.machine.Safeguards;

/// How a coordinator works.
public record CoordinatorSettings(ReplicationLimits limits, Safeguards safeguards) {}
