package io.murmur.core.entropy.audit;

import io.murmur.core.entropy.ExchangeSettings;

/// How an audit is paced.
///
/// @param exchange how long an answer is waited for, and how often it is asked for
/// @param patienceMillis how long equal clocks are waited for: writes are on their way
/// @param pauseMillis between two looks at the clocks
/// @param settleMillis how long a difference between keys must last to count
/// @param pageBytes of objects read by one owner at a time
/// @param segmentsMax of one partition whose keys are compared
/// @param keysMax of one partition that are named
public record AuditSettings(
        ExchangeSettings exchange,
        long patienceMillis,
        long pauseMillis,
        long settleMillis,
        int pageBytes,
        int segmentsMax,
        int keysMax) {

    public static AuditSettings of(ExchangeSettings exchange) {
        return new AuditSettings(exchange, 10_000, 200, 1_000, 1 << 20, 16, 32);
    }
}
