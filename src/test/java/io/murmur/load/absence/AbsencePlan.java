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
        long rssMibMax) {

    AbsencePlan {
        if (connections < 1 || window < 1 || perSecond <= 0 || lightKeys < 1) {
            throw new IllegalArgumentException(
                    "needs a connection, a request under way on it, and a light load with a key: at least 1 of each,"
                            + " and some requests per second");
        }
    }
}
