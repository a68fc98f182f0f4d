package io.murmur.load.bench;

import java.util.List;

/// How the comparison runs.
///
/// @param warmUpSeconds of each target, shared by its kinds of load
/// @param rounds measured rounds of each scenario and target
/// @param seconds recorded time of a round
/// @param readPercents kinds of load: 0 writes, 100 reads, between them a mixture
/// @param openShares rates of open loops, as shares of what the slowest target does in a closed loop
/// @param openRates rates of open loops, in requests per second
record Settings(
        long keys,
        int valueBytes,
        int warmUpSeconds,
        int rounds,
        double seconds,
        int threads,
        List<Integer> connections,
        List<Integer> readPercents,
        List<Double> openShares,
        List<Double> openRates) {}
