package io.murmur.wire.message;

import static io.murmur.wire.message.Audience.ANYONE;
import static io.murmur.wire.message.Audience.MEMBER;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.entropy.message.SyncMessage;
import io.murmur.core.entropy.message.SyncReply;
import io.murmur.core.entropy.message.SyncRequest;
import io.murmur.core.formation.hello.Hello;
import io.murmur.core.formation.message.FormationMessage.Answer;
import io.murmur.core.formation.message.FormationMessage.Question;
import io.murmur.core.gossip.message.GossipMessage;
import io.murmur.core.machine.Invariant;
import io.murmur.core.machine.InvariantViolation;
import io.murmur.core.machine.Message;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.PeerMessage;
import io.murmur.core.transfer.message.ChunkMessage;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Every message that travels between nodes: its tag, who may be told it, and how its body is written and read.
///
/// A new message is a new row with a tag that no row ever had; tags 64 and above are membership's. A node
/// that does not know a tag refuses the frame. Immutable, safe to share.
public enum MessageKind {
    MINT(1, MEMBER, ReplicaRequest.Mint.class, RequestBodies::writeMint, RequestBodies::readMint),
    RECALL(2, MEMBER, ReplicaRequest.Recall.class, RequestBodies::writeRecall, RequestBodies::readRecall),
    MERGE(3, MEMBER, ReplicaRequest.Merge.class, RequestBodies::writeMerge, RequestBodies::readMerge),
    FILL_VOID(4, MEMBER, ReplicaRequest.FillVoid.class, RequestBodies::writeFillVoid, RequestBodies::readFillVoid),
    READ(5, MEMBER, ReplicaRequest.Read.class, RequestBodies::writeRead, RequestBodies::readRead),
    PAGE(6, MEMBER, ReplicaRequest.Page.class, RequestBodies::writePage, RequestBodies::readPage),
    COUNT(7, MEMBER, ReplicaRequest.Count.class, RequestBodies::writeCount, RequestBodies::readCount),
    VOUCH(8, MEMBER, ReplicaRequest.Vouch.class, RequestBodies::writeVouch, RequestBodies::readVouch),
    PURGE(9, MEMBER, ReplicaRequest.Purge.class, RequestBodies::writePurge, RequestBodies::readPurge),
    READ_AFTER(10, MEMBER, ReplicaRequest.ReadAfter.class, RequestBodies::writeReadAfter, RequestBodies::readReadAfter),
    LIST_ROWS(11, MEMBER, ReplicaRequest.ListRows.class, RequestBodies::writeListRows, RequestBodies::readListRows),

    MINTED(16, MEMBER, ReplicaReply.Minted.class, ReplyBodies::writeMinted, ReplyBodies::readMinted),
    RECALLED(17, MEMBER, ReplicaReply.Recalled.class, ReplyBodies::writeRecalled, ReplyBodies::readRecalled),
    REPEATED(18, MEMBER, ReplicaReply.Repeated.class, ReplyBodies::writeRepeated, ReplyBodies::readRepeated),
    STORED(19, MEMBER, ReplicaReply.Stored.class, ReplyBodies::writeStored, ReplyBodies::readStored),
    HELD(20, MEMBER, ReplicaReply.Held.class, ReplyBodies::writeHeld, ReplyBodies::readHeld),
    HELD_DIGEST(21, MEMBER, ReplicaReply.HeldDigest.class, ReplyBodies::writeHeldDigest, ReplyBodies::readHeldDigest),
    PAGE_LISTED(22, MEMBER, ReplicaReply.PageListed.class, ReplyBodies::writePageListed, ReplyBodies::readPageListed),
    COUNTED(23, MEMBER, ReplicaReply.Counted.class, ReplyBodies::writeCounted, ReplyBodies::readCounted),
    STALE_EPOCH(24, MEMBER, ReplicaReply.StaleEpoch.class, ReplyBodies::writeStaleEpoch, ReplyBodies::readStaleEpoch),
    REFUSED(25, MEMBER, ReplicaReply.Refused.class, ReplyBodies::writeRefused, ReplyBodies::readRefused),
    VOUCHED(26, MEMBER, ReplicaReply.Vouched.class, ReplyBodies::writeVouched, ReplyBodies::readVouched),
    HELD_BEHIND(27, MEMBER, ReplicaReply.HeldBehind.class, ReplyBodies::writeHeldBehind, ReplyBodies::readHeldBehind),
    ROWS_LISTED(28, MEMBER, ReplicaReply.RowsListed.class, ReplyBodies::writeRowsListed, ReplyBodies::readRowsListed),

    FORWARD(32, MEMBER, PeerMessage.Forward.class, PeerBodies::writeForward, PeerBodies::readForward),
    FORWARDED(33, MEMBER, PeerMessage.Forwarded.class, PeerBodies::writeForwarded, PeerBodies::readForwarded),

    ANNOUNCED(34, MEMBER, SyncMessage.Announced.class, SyncBodies::writeAnnounced, SyncBodies::readAnnounced),
    DESCRIBE_HOLDINGS(
            35,
            MEMBER,
            SyncRequest.DescribeHoldings.class,
            SyncBodies::writeDescribeHoldings,
            SyncBodies::readDescribeHoldings),
    SHOW_CLOCKS(36, MEMBER, SyncRequest.ShowClocks.class, SyncBodies::writeShowClocks, SyncBodies::readShowClocks),
    SEND_MISSING(37, MEMBER, SyncRequest.SendMissing.class, SyncBodies::writeSendMissing, SyncBodies::readSendMissing),
    SEND_OBJECTS(38, MEMBER, SyncRequest.SendObjects.class, SyncBodies::writeSendObjects, SyncBodies::readSendObjects),
    LIST_KEYS(39, MEMBER, SyncRequest.ListKeys.class, InspectionBodies::writeListKeys, InspectionBodies::readListKeys),
    HOLDINGS_SKETCHED(
            40,
            MEMBER,
            SyncReply.HoldingsSketched.class,
            SyncBodies::writeHoldingsSketched,
            SyncBodies::readHoldingsSketched),
    HOLDINGS_LISTED(
            41,
            MEMBER,
            SyncReply.HoldingsListed.class,
            SyncBodies::writeHoldingsListed,
            SyncBodies::readHoldingsListed),
    CLOCKS_SHOWN(42, MEMBER, SyncReply.ClocksShown.class, SyncBodies::writeClocksShown, SyncBodies::readClocksShown),
    MISSING_SENT(43, MEMBER, SyncReply.MissingSent.class, SyncBodies::writeMissingSent, SyncBodies::readMissingSent),
    OBJECTS_SENT(44, MEMBER, SyncReply.ObjectsSent.class, SyncBodies::writeObjectsSent, SyncBodies::readObjectsSent),
    DECLINED(45, MEMBER, SyncReply.Declined.class, SyncBodies::writeDeclined, SyncBodies::readDeclined),
    INSPECT(46, MEMBER, SyncRequest.Inspect.class, InspectionBodies::writeInspect, InspectionBodies::readInspect),
    KEYS_LISTED(
            47,
            MEMBER,
            SyncReply.KeysListed.class,
            InspectionBodies::writeKeysListed,
            InspectionBodies::readKeysListed),
    INSPECTED(52, MEMBER, SyncReply.Inspected.class, InspectionBodies::writeInspected, InspectionBodies::readInspected),
    SHOW_KEY(53, MEMBER, SyncRequest.ShowKey.class, InspectionBodies::writeShowKey, InspectionBodies::readShowKey),
    KEY_SHOWN(54, MEMBER, SyncReply.KeyShown.class, InspectionBodies::writeKeyShown, InspectionBodies::readKeyShown),

    UNPUSHED(55, MEMBER, SyncMessage.Unpushed.class, SyncBodies::writeUnpushed, SyncBodies::readUnpushed),
    PULLED(56, MEMBER, SyncMessage.Pulled.class, SyncBodies::writePulled, SyncBodies::readPulled),

    GOSSIP_SUMMARY(
            57, MEMBER, GossipMessage.Summary.class, GossipMessage.Summary::writeTo, GossipMessage.Summary::readFrom),
    GOSSIP_DIGEST(
            58, MEMBER, GossipMessage.Digest.class, GossipMessage.Digest::writeTo, GossipMessage.Digest::readFrom),
    GOSSIP_DELTA(59, MEMBER, GossipMessage.Delta.class, GossipMessage.Delta::writeTo, GossipMessage.Delta::readFrom),

    CHUNK_OFFERED(48, MEMBER, ChunkMessage.Offered.class, ChunkBodies::writeOffered, ChunkBodies::readOffered),
    CHUNK_GRANTED(49, MEMBER, ChunkMessage.Granted.class, ChunkBodies::writeGranted, ChunkBodies::readGranted),
    CHUNK_SENT(50, MEMBER, ChunkMessage.Sent.class, ChunkBodies::writeSent, ChunkBodies::readSent),
    CHUNK_STOPPED(51, MEMBER, ChunkMessage.Stopped.class, ChunkBodies::writeStopped, ChunkBodies::readStopped),

    QUESTION(64, ANYONE, Question.class, Question::writeTo, Question::readFrom),
    ANSWER(65, ANYONE, Answer.class, Answer::writeTo, Answer::readFrom),
    HELLO(66, ANYONE, Hello.class, Hello::writeTo, Hello::readFrom);

    private static final int TAG_MAX = 255;
    private static final Map<Class<?>, MessageKind> BY_TYPE = byType();
    private static final Tags BY_TAG = new Tags();

    private final int tag;
    private final Audience audience;
    private final Class<? extends Message> type;
    // Both are method references without state, which the checker cannot see.
    @SuppressWarnings("ImmutableEnumChecker")
    private final BiConsumer<Message, BytesWriter> writer;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<BytesReader, ? extends Message> reader;

    <M extends Message> MessageKind(
            int tag,
            Audience audience,
            Class<M> type,
            BiConsumer<M, BytesWriter> writer,
            Function<BytesReader, M> reader) {
        this.tag = tag;
        this.audience = audience;
        this.type = type;
        this.writer = (message, out) -> writer.accept(type.cast(message), out);
        this.reader = reader;
    }

    /// The kind of `message`, which must have one: a message without a row here cannot leave its node.
    public static MessageKind of(Message message) {
        MessageKind kind = BY_TYPE.get(message.getClass());
        if (kind == null) {
            throw new InvariantViolation("no message kind for " + message.getClass());
        }
        return kind;
    }

    /// The kind with this tag, 0 to 255, or null if this version knows none.
    public static @Nullable MessageKind ofTag(int tag) {
        return BY_TAG.kinds[tag];
    }

    /// What stands in a frame for this kind, 1 to 255.
    public int tag() {
        return tag;
    }

    public Audience audience() {
        return audience;
    }

    /// Appends the body of `message`, which must be of this kind.
    public void write(Message message, BytesWriter out) {
        writer.accept(message, out);
    }

    /// Reads a body; the caller sees to it that nothing is left over.
    ///
    /// @throws io.murmur.core.bytes.MalformedBytes when the bytes are not such a body
    public Message read(BytesReader in) {
        return reader.apply(in);
    }

    private static Map<Class<?>, MessageKind> byType() {
        Map<Class<?>, MessageKind> kinds = new HashMap<>();
        for (MessageKind kind : values()) {
            MessageKind twin = kinds.put(kind.type, kind);
            Invariant.check(twin == null, () -> kind + " and " + twin + " are one message");
        }
        return Collections.unmodifiableMap(kinds);
    }

    /// The rows by tag, with a null where there is none.
    private static final class Tags {

        private final @Nullable MessageKind[] kinds = new @Nullable MessageKind[TAG_MAX + 1];

        private Tags() {
            for (MessageKind kind : values()) {
                Invariant.check(kind.tag > 0 && kinds[kind.tag] == null, () -> "tag " + kind.tag + " is taken");
                kinds[kind.tag] = kind;
            }
        }
    }
}
