/// Large messages: what does not fit into a frame travels in pieces, as the receiver gives credit.
///
/// Source: design decision 18 ("values above 128 KiB travel in chunks with credit"); selective acknowledgement and a
/// window that counts from the first missing piece as in TCP (RFC 9293 section 3.8.6, RFC 2018), since pieces may be
/// lost, repeated and overtaken when a connection breaks. Messages are opaque bytes here.
///
/// ```
/// sender    Offered            Sent Sent Sent Sent    Sent ...               Sent
/// receiver            Granted                  Granted Granted ...   Granted (all): taken
/// ```
///
/// The first piece leaves after one round trip: nothing of a message is sent before the receiver has room for it. A
/// further round trip is waited for with each window. Invariants: a receiver holds at most its room, however much
/// is offered; what is given on is byte for byte what was submitted, to the very start of the receiver's process it
/// was meant for; as long as one piece has never been sent, the message surely was not delivered; every submitted
/// message is answered once, in bounded time.
///
/// A transfer is taken at most once while the receiver remembers it ([TransferLimits#endedMax]); beyond, a message
/// may be given on twice, as one in a frame may. Those above are idempotent: merges by nature, requests that mint by
/// their operation id, replies by their correlation.
///
/// Entry classes: [ChunkSender] and [ChunkReceiver], one of each per node. What is not here: the bytes of messages,
/// and who decides that one is too large for a frame (`io.murmur.wire.LargeMessages`).
@NullMarked
package io.murmur.core.transfer;

import org.jspecify.annotations.NullMarked;
