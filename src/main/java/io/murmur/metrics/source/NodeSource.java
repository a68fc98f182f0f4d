package io.murmur.metrics.source;

import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/// Numbers of the node itself, and of how it sees the others.
///
/// @param ready whether it serves
/// @param peers other members
/// @param peersReachable of them, those it was in touch with lately
/// @param placementEpoch of the table it uses, 0 while it has none
/// @param partitionsShort partitions with fewer owners available than writes need, as this node sees it
/// @param keys living keys in the partitions it owns
/// @param keysFirst of them, those in partitions it is the first owner of
/// @param clockLeadSeconds how far its clock runs ahead of its peers'
public record NodeSource(
        BooleanSupplier ready,
        LongSupplier peers,
        LongSupplier peersReachable,
        LongSupplier placementEpoch,
        LongSupplier partitionsShort,
        LongSupplier keys,
        LongSupplier keysFirst,
        DoubleSupplier clockLeadSeconds) {}
