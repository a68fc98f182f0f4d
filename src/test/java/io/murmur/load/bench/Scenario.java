package io.murmur.load.bench;

import java.util.Locale;

/// One kind of load: a row of the report for each target.
///
/// @param readPercent 0 for writes only, 100 for reads only
/// @param perSecond requests per second of an open loop, 0 for a closed one
record Scenario(int readPercent, int connections, double perSecond) {

    String name() {
        String what = readPercent == 0 ? "set" : readPercent == 100 ? "get" : readPercent + " % get";
        String loop = perSecond == 0 ? "closed" : String.format(Locale.ROOT, "open %,.0f/s", perSecond);
        return what + ", " + connections + " connections, " + loop;
    }
}
