package io.murmur.core.replicate.transcript;

import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.replica.event.Recorded;
import io.murmur.core.replica.event.ReplicaEvent;
import io.murmur.core.replica.event.RowChange;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replica.message.ReplicaReply;
import io.murmur.core.replica.message.ReplicaRequest;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Outcome;
import io.murmur.core.replicate.message.PeerMessage;
import io.murmur.core.value.Amount;
import io.murmur.core.value.Element;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.Known;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.value.Totals;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How a transcript says things: nodes by letter, dots as `a:1` (`a~2:1` in a second incarnation), contexts
/// as `{a:1 b:3}`, objects as their siblings, their context, and what was superseded of increments. `a:4+7`
/// says that a has added 7 in all, `less a:4+7` that so much of it was superseded; `a:4.x` is the member x of a set,
/// `a:4.f=v` a field of a hash.
final class Wording {

    private Wording() {}

    static String node(NodeId node) {
        return Long.toHexString(node.bits());
    }

    private static String actor(ActorId actor) {
        return node(actor.node()) + (actor.incarnation() == 1 ? "" : "~" + actor.incarnation());
    }

    private static String dot(Dot dot) {
        return actor(dot.actor()) + ":" + dot.counter();
    }

    static String context(VersionVector context) {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < context.size(); i++) {
            entries.add(actor(context.actorAt(i)) + ":" + context.counterAt(i));
        }
        return "{" + String.join(" ", entries) + "}";
    }

    static String object(StoredObject object) {
        if (!object.isKnown()) {
            return "nothing";
        }
        return object.siblings().stream().map(Wording::sibling).collect(Collectors.joining(" "))
                + " "
                + context(object.context())
                + less(object.superseded());
    }

    private static String less(Totals totals) {
        return totals.entries().stream()
                .map(entry -> " less " + dot(entry.dot()) + signed(entry.total()))
                .collect(Collectors.joining());
    }

    private static String signed(long amount) {
        return (amount < 0 ? "" : "+") + amount;
    }

    private static String sibling(Sibling sibling) {
        Amount amount = sibling.amount();
        Expiry expiry = sibling.expiry();
        Element element = sibling.element();
        String what = amount != null
                ? signed(amount.total())
                : element != null && element.isRemoval()
                        ? " removed some"
                        : (element == null ? "" : "." + element.name())
                                + (sibling.value() != null
                                        ? "=" + sibling.value()
                                        : sibling.isDelete() ? " deleted" : "");
        return dot(sibling.dot()) + what + (expiry == null ? "" : end(expiry.atMillis()));
    }

    private static String entry(Mutation.Entry entry) {
        return "." + entry.name() + (entry.value() == null ? "" : "=" + entry.value());
    }

    private static String end(long millis) {
        return " ending at " + (millis - Stage.WALL);
    }

    private static String mutation(Mutation mutation) {
        return switch (mutation) {
            case Mutation.Set(var value, _) -> "=" + value;
            case Mutation.Delete _ -> " deleted";
            case Mutation.Expire(var end) -> end(end);
            case Mutation.Add(var amount, var before) ->
                signed(amount) + (before == null ? "" : " unless " + dot(before) + " counts");
            case Mutation.Unite(var seen) -> " unite about " + seen.estimate();
            case Mutation.PutElements(_, var entries) ->
                " put " + entries.stream().map(Wording::entry).collect(Collectors.joining(" "));
            case Mutation.RemoveElements(_, var names) ->
                " remove " + names.stream().map(name -> "." + name).collect(Collectors.joining(" "));
        };
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String message(Message message) {
        return switch (message) {
            case ReplicaRequest request -> request(request);
            case ReplicaReply reply -> reply(reply);
            case PeerMessage.Forward forward -> "forward " + operation(forward.operation());
            case PeerMessage.Forwarded forwarded -> "forwarded " + outcome(forwarded.outcome());
            default -> throw new AssertionError("transcripts have no words for " + message);
        };
    }

    private static String known(Known known) {
        return context(known.context()) + less(known.totals());
    }

    private static String request(ReplicaRequest request) {
        return switch (request) {
            case ReplicaRequest.Mint mint ->
                (mint.attempt().isFirst() ? "mint " : "mint second ")
                        + mint.key()
                        + mutation(mint.mutation())
                        + (mint.known() == null ? "" : " knowing " + known(mint.known()));
            case ReplicaRequest.Recall recall -> "recall " + recall.key();
            case ReplicaRequest.Merge merge ->
                "merge " + merge.key() + " " + object(merge.object()) + applying(merge.applied());
            case ReplicaRequest.FillVoid(_, var actor, var from, var to) ->
                "void " + actor(actor) + ":" + from + ".." + to;
            case ReplicaRequest.Vouch vouch -> "vouch for " + vouch.key();
            case ReplicaRequest.Purge purge -> "purge " + purge.key();
            case ReplicaRequest.Restore restore -> "restore " + restore.key() + " " + object(restore.object());
            case ReplicaRequest.Release release -> "release " + release.key();
            case ReplicaRequest.Weed weed -> "weed " + weed.key() + applying(weed.dots());
            case ReplicaRequest.Read read -> "read " + read.key();
            case ReplicaRequest.ReadAfter read -> "read " + read.key() + " after " + context(read.seen());
            case ReplicaRequest.Page page -> "page of " + page.limit();
            case ReplicaRequest.ListRows list -> "rows, " + list.limit();
            case ReplicaRequest.Count _ -> "count";
        };
    }

    private static String applying(List<Dot> dots) {
        return dots.isEmpty()
                ? ""
                : " applying " + dots.stream().map(Wording::dot).collect(Collectors.joining(" "));
    }

    private static String reply(ReplicaReply reply) {
        return switch (reply) {
            case ReplicaReply.Minted minted -> "minted " + object(minted.object()) + applying(minted.applied());
            case ReplicaReply.Recalled recalled ->
                "recalled " + words(recalled.memory()) + ": " + object(recalled.object());
            case ReplicaReply.Repeated repeated -> "repeated " + object(repeated.object());
            case ReplicaReply.Stored(_, var beyond) ->
                beyond.isKnown() ? "stored, and beyond " + beyond(beyond) : "stored";
            case ReplicaReply.Vouched(_, var holds, _) -> holds ? "vouched" : "does not vouch";
            case ReplicaReply.Held(_, var object) -> "held " + object(object);
            case ReplicaReply.HeldDigest _ -> "held a digest";
            case ReplicaReply.HeldBehind(_, var object) -> "is behind, held " + object(object);
            case ReplicaReply.PageListed listed -> "listed " + listed.keys();
            case ReplicaReply.RowsListed listed -> "rows " + listed.rows();
            case ReplicaReply.Counted(_, var living) -> "counted " + living;
            case ReplicaReply.StaleEpoch(_, _, var epoch) -> "stale epoch, here it is " + epoch;
            case ReplicaReply.Refused(_, var reason) -> "refused " + words(reason);
        };
    }

    private static String beyond(StoredObject beyond) {
        return beyond.siblings().isEmpty() ? known(beyond.known()) : object(beyond);
    }

    private static String operation(ClientOperation operation) {
        return switch (operation) {
            case ClientOperation.Get get -> "get " + get.key();
            case ClientOperation.Put put -> verb(put.mutation()) + " " + put.key();
            case ClientOperation.InSession(var inner, var seen) -> operation(inner) + " after " + context(seen);
            case ClientOperation.List _ -> "list";
            case ClientOperation.Count _ -> "count";
        };
    }

    private static String verb(Mutation mutation) {
        return switch (mutation) {
            case Mutation.Set _ -> "set";
            case Mutation.Delete _ -> "del";
            case Mutation.Expire _ -> "expire";
            case Mutation.Add _ -> "add";
            case Mutation.Unite _ -> "unite";
            case Mutation.PutElements _ -> "put into";
            case Mutation.RemoveElements _ -> "remove from";
        };
    }

    static String outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Read(var object) -> "read " + object(object);
            case Outcome.Written(var known, _, var number) ->
                "written " + known(known) + (number == 0 ? "" : ", now " + number);
            case Outcome.Listed listed -> "listed " + listed.keys();
            case Outcome.Counted(var living) -> "counted " + living;
            case Outcome.Failed(var failure) -> "failed: " + words(failure);
        };
    }

    static String recorded(Recorded recorded) {
        RowChange row = recorded.row();
        String rows = row == null ? "" : row.key() + " becomes " + object(row.after());
        return switch (recorded.event()) {
            case ReplicaEvent.IncarnationBegun(_, var incarnation, _) -> "begins as " + incarnation;
            case ReplicaEvent.TreeCorrected(_, var segment, _) -> "corrects segment " + segment;
            case ReplicaEvent.Vouched _ -> "vouches";
            case ReplicaEvent.EventsLost _ -> "forgets what it remembered";
            case ReplicaEvent.Purged _ -> "purges " + (row == null ? "" : row.key());
            case ReplicaEvent.LeaseExtended(_, var ceiling) -> "lease up to " + ceiling;
            case ReplicaEvent.GapVoided(_, var actor, var from, var to) ->
                "void " + actor(actor) + ":" + from + ".." + to;
            case ReplicaEvent.ObjectChanged changed -> rows.isEmpty() ? "clock" + applying(changed.applied()) : rows;
        };
    }
}
