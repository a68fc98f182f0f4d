package io.murmur.core.machine;

/// A rule that keeps a guarantee and that a test can switch off, to prove that the checkers notice.
///
/// Production code runs with all of them; a rule nobody can see break is not a rule.
public enum Safeguard {
    /// Nothing is answered before it is durable (G1).
    ANSWER_AFTER_SYNC,
    /// Dots come from a counter leased ahead and durable, and a restart begins behind the lease (dots are never
    /// reused).
    COUNTER_LEASE,
    /// A node that may have lost data gets a new incarnation (G9).
    NEW_INCARNATION_AFTER_LOSS,
    /// A node that others know in a later state stops (G9).
    STOP_WHEN_PUT_BACK,
    /// Merge drops what the other side's context covers.
    MERGE_BY_CONTEXT,
    /// Operation ids are checked where a dot is minted, never where a state is merged.
    MERGE_IGNORES_OPERATION_IDS,
    /// A write without context supersedes what the acknowledging owners held beyond its context (G3).
    SUPERSEDE_ROUND,
    /// The supersede round mints a new dot; it never widens the context of an old one.
    SUPERSEDE_UNDER_NEW_DOT,
    /// What supersedes increments keeps how much they had come to (G4).
    SUBTRACT_WHAT_WAS_SUPERSEDED,
    /// An increment is carried out anew only where what it had added is not counted any more (G5).
    ADD_ONCE,
    /// An increment that ended at once with a key of whose end its node had not heard is carried out anew (G2).
    ADD_TO_WHAT_LIVES,
    /// A change of elements is carried out anew where other owners knew more of them, and nothing that has ended
    /// makes room before they were asked.
    LEARN_OF_ELEMENTS,
    /// Additions to a HyperLogLog are united only when so many owners were asked what of them was deleted: united,
    /// nobody can take them apart (G3, G7).
    UNITE_AFTER_ASKING,
    /// An element that was put into what others know to be something else is taken back.
    TAKE_BACK_WRONG_TYPE,
    /// What a write is refused for, by what the own replica shows, is what so many owners show.
    SECOND_OPINION,
    /// A read whose owners differ writes the merge back before it answers.
    READ_REPAIR,
    /// A read that found an owner without the value of another asks again, unless that owner takes the value in
    /// (G2, G7).
    READ_AGAIN,
    /// What a session reads is not older than what it has seen.
    READ_WHAT_WAS_SEEN,
    /// What a session writes supersedes what it has seen of the key.
    SUPERSEDE_WHAT_WAS_SEEN,
    /// A page of keys is what R owners hold together (G2).
    LIST_FROM_ENOUGH,
    /// Keys of a page about which its owners differ are read (G2, G7).
    READ_WHAT_LISTS_DIFFER_IN,
    /// A delete is an event with a dot of its own.
    DELETE_HAS_DOT,
    /// The counters a crash skipped are recorded as void.
    VOID_AFTER_CRASH,
    /// A write is answered only after W owners made it durable (G1, G2).
    ANSWER_AFTER_W,
    /// A write that the own replica cannot name, though enough others can, is handed over (G8).
    HAND_OVER_REFUSED,
    /// A frame for another node or incarnation is dropped (G9).
    CHECK_TARGET,
    /// A repeated operation id is recognised where a dot is minted (G5).
    REMEMBER_OPERATIONS,
    /// A handed-over write that is not looked up is not carried out by an owner where another try of it was (G5).
    HEED_LOOKING_UP,
    /// A replica under a new incarnation forgets what it believed of its node's own earlier events.
    FORGET_OWN_PAST,
    /// A volume that lost data speaks again only when it has agreed with so many others that every
    /// acknowledged write is among what one of them holds.
    BOOTSTRAP_FROM_ENOUGH,
    /// A row that is not as it was written is restored from so many others that every acknowledged write is among
    /// what one of them holds (G2).
    RESTORE_FROM_ENOUGH,
    /// And only when they know of every event that had a place in that row, as long as one may be on its way (G2).
    RESTORE_WHAT_LIVED,
    /// Where such an event is lost, no operation counts as remembered (G5).
    FORGET_WITH_WHAT_IS_LOST,
    /// What a node keeps for owners that could not be reached it drops only when enough of them hold it (G6).
    RELEASE_WHAT_IS_HOME,
    /// Owners are told that nothing is missing of such a node's events only once they hold what lives of them (G6).
    FILL_WHAT_IS_HOME,
    /// Such a node takes in again what it has dropped: what may not come back, its owners know (G8).
    STAND_IN_AGAIN,
    /// Nodes compare what their replicas hold, and fetch what they lack (G6).
    EXCHANGE,
    /// Owners are told again of what was not sent to them until they have fetched it (G6).
    TELL_AGAIN,
    /// A lane shows its clock only while what it covers is durable: else others take for superseded what is
    /// not there yet.
    SURVEY_BETWEEN_BATCHES,
    /// Dots that were looked for at a peer are adopted only when the peer's whole clock was looked through:
    /// else what superseded them may be missing.
    ADOPT_WHEN_COMPLETE,
    /// An event whose row the peer could not read was not looked for.
    UNREAD_IS_NOT_LOOKED_FOR,
    /// A deleted key is purged only when every owner has vouched for it (G7).
    PURGE_NEEDS_ALL,
    /// Votes count together only if whoever gave them knew all owners in the same incarnations (G7).
    VOTES_OF_ONE_TIME,
    /// An owner vouches for a deleted key only if its clock covers all that came before without a gap (G7).
    VOUCH_WITHOUT_GAPS,
    /// What an owner vouches for is on its synced disk, whatever the namespace says (G7).
    VOUCH_IS_SYNCED,
    /// What was applied here and is here no more is not taken in, unless it was asked for since the last purge
    /// (G7).
    REFUSE_SEEN_BEFORE,
    /// What has ended because an event beside it says so is deleted before it is purged: the value would
    /// outlive that event where both are taken in again (G7).
    DELETE_WHAT_HAS_ENDED,
    /// A volume that lost data drops what the others have purged before it speaks again (G7).
    WEED_AFTER_LOSS,
    /// A cluster is formed only when every declared node has durably voted for it (G9).
    FORMATION_NEEDS_ALL,
    /// A volume votes once: having voted, or having seen a cluster that counts another volume in its place, it
    /// does not help to form a second one (G9).
    BLANK_DOES_NOT_VOTE_IN_FORMED,
    /// What gossip brings of a node is taken over only if it is newer than what is known of it.
    NEWEST_REPORT_WINS,
    /// A node that hears what an earlier process of it said goes on beyond that: else nobody believes the new one.
    OUTDO_OWN_PAST
}
