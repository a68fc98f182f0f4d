package io.murmur.core.entropy.audit;

/// How an audit is paced.
///
/// @param askAgainMillis how long an answer is waited for before the question is asked again
/// @param asksMax how often a question is asked before its node counts as silent
/// @param patienceMillis how long equal clocks are waited for once all have answered: writes are on their way
/// @param pauseMillis between two looks at the clocks
/// @param settleMillis how long a difference between trees and keys must last to count
/// @param pageBytes of objects read by one owner at a time
/// @param segmentsMax of one partition whose keys are compared
/// @param keysMax of one partition that are named
public record AuditSettings(
        long askAgainMillis,
        int asksMax,
        long patienceMillis,
        long pauseMillis,
        long settleMillis,
        int pageBytes,
        int segmentsMax,
        int keysMax) {

    public static final AuditSettings DEFAULT = new AuditSettings(4_000, 2, 8_000, 200, 1_000, 256 * 1024, 16, 32);
}
