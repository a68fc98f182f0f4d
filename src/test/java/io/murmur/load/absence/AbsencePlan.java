package io.murmur.load.absence;

/// How the absence is played.
///
/// @param story what is written, and when
/// @param connections of those who write much, and of those who read everything in the end
/// @param window requests under way on one of them
/// @param perSecond requests of the light load
/// @param lightKeys its keys
/// @param steadyMillis how long the light load is alone, before and after everything
/// @param graceMillis after the kill: the light load alone, whose failures then are counted and not judged
/// @param limitMillis for the return: to serve, and to agree
/// @param rssMibMax the most memory a node may ever take
record AbsencePlan(
        Story story,
        int connections,
        int window,
        double perSecond,
        long lightKeys,
        long steadyMillis,
        long graceMillis,
        long limitMillis,
        long rssMibMax) {}
