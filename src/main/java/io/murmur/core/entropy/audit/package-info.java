/// Whether the replicas agree, found out by asking every owner: what `murmur verify` shows.
///
/// ```
/// Comparing: clock and root of each partition, from each owner, until all are equal or patience ends
///     -> Reading, if wanted: each owner reads each row, and tells what does not fit
///     -> Naming: of partitions that differ, the keys that do
/// ```
///
/// [Audit] is the entry; [AuditReport] what comes out. Invariants: an audit changes nothing; what is said to agree
/// was said by its owners in the time of the audit; a node that does not answer never counts as agreeing. What is
/// not here: making replicas agree (`core.entropy`).
@NullMarked
package io.murmur.core.entropy.audit;

import org.jspecify.annotations.NullMarked;
