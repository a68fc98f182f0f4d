package io.murmur.door.http.status;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the owners of one key know of it, and what a plain reader is shown. Immutable.
///
/// An event is named by its writer and the writer's counter, such as `murmur-1/57`. Ids and digests are hexadecimal
/// text; bytes that are no printable ASCII stand as `\xNN`.
///
/// @param format of this document
/// @param node who was asked
/// @param at when, by the clock of that node, as ISO 8601 has it
/// @param owners names, preferred first
/// @param type what it is to its readers: string, set, hash, sorted set, or nothing; null if an older version
///     made this document
/// @param shown what a plain reader is shown, at most its first bytes; null if it is shown nothing
/// @param why that is shown
/// @param versions that live at some owner: writes and deletes nothing known to it has superseded. Of elements of a
///     collection the first only
/// @param more elements that live at some owner beside those
/// @param replicas what each owner that answered holds
/// @param silent owners that did not answer
/// @param declined owners that would not, and why
public record Explanation(
        int format,
        String node,
        String cluster,
        String at,
        String key,
        int slot,
        int partition,
        Rules namespace,
        List<String> owners,
        @Nullable String type,
        @Nullable String shown,
        String why,
        List<Version> versions,
        int more,
        List<Replica> replicas,
        List<String> silent,
        Map<String, String> declined) {

    /// The format this version writes.
    public static final int FORMAT = 1;

    public Explanation {
        Objects.requireNonNull(key, "an explanation has no key");
        owners = List.copyOf(owners);
        versions = List.copyOf(versions);
        replicas = List.copyOf(replicas);
        silent = List.copyOf(silent);
        declined = Collections.unmodifiableMap(new TreeMap<>(declined));
    }

    /// The rules of the key's namespace.
    ///
    /// @param conflict siblings or last writer
    public record Rules(String name, int owners, int writeOwners, int readOwners, String conflict) {}

    /// One write or delete, of the key or of an element.
    ///
    /// @param event its name
    /// @param writer the node whose replica named it: its coordinator
    /// @param incarnation of the writer
    /// @param time the wall clock's part of its hybrid time, by the writer's clock
    /// @param operation the client's operation
    /// @param kind value, delete, "added in all", an expiry; of collections "member" or "field" with its name, or
    ///     "removal of elements"; then "until" its end, if it has one
    /// @param bytes of the value
    /// @param preview of the value, at most its first bytes; the score of a member
    /// @param heldBy owners at which it lives
    /// @param supersededAt owners that know something newer
    /// @param missingAt owners that have not got it
    /// @param fate what becomes of it for a plain reader
    public record Version(
            String event,
            String writer,
            String incarnation,
            String time,
            String operation,
            String kind,
            int bytes,
            String preview,
            List<String> heldBy,
            List<String> supersededAt,
            List<String> missingAt,
            String fate) {
        public Version {
            heldBy = List.copyOf(heldBy);
            supersededAt = List.copyOf(supersededAt);
            missingAt = List.copyOf(missingAt);
        }
    }

    /// What one owner holds.
    ///
    /// @param state current, behind (it lacks a version that lives elsewhere), absent or unreadable
    /// @param digest of its object; empty if there is none
    /// @param knows by writer, up to which of its events this copy accounts for: others were superseded
    /// @param lost versions whose events the replica has applied, and which its copy of the key does not know; if
    ///     they are many the last says how many others
    /// @param eventsApplied in the whole partition
    public record Replica(
            String owner,
            String state,
            String digest,
            int bytes,
            Map<String, Long> knows,
            List<String> lost,
            long eventsApplied) {
        public Replica {
            knows = Collections.unmodifiableMap(new TreeMap<>(knows));
            lost = List.copyOf(lost);
        }
    }
}
