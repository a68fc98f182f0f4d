package io.murmur.door.redis.admin;

import io.murmur.door.redis.causal.CausalSession;
import io.murmur.door.redis.causal.SessionToken;
import io.murmur.door.redis.cluster.ClusterFace;
import io.murmur.door.redis.cluster.ClusterSnapshot;
import io.murmur.door.redis.command.Call;
import io.murmur.door.redis.command.CommandBook;
import io.murmur.resp.Replies;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;

/// `KV.SESSION`: begins the session of a connection, ends it, and carries it to another one.
///
/// Each waits for the commands before it: what they show belongs to the session, or does not.
final class SessionCommands {

    private static final int TOKEN_AT = 2;

    private final ClusterFace cluster;

    /// @param cluster whose partitions sessions speak of
    SessionCommands(ClusterFace cluster) {
        this.cluster = cluster;
    }

    /// Registers them.
    void writeInto(CommandBook book) {
        book.serveAfterEarlier("KV.SESSION BEGIN", this::begin)
                .serveAfterEarlier("KV.SESSION TOKEN", this::token)
                .serveAfterEarlier("KV.SESSION END", SessionCommands::end);
    }

    private void begin(Call call) {
        Request request = call.request();
        if (request.size() > TOKEN_AT + 1) {
            call.answer(Reply.error("syntax error: KV.SESSION BEGIN [token]"));
            return;
        }
        ClusterSnapshot snapshot = cluster.current().snapshot();
        call.session()
                .follow(
                        request.size() > TOKEN_AT
                                ? SessionToken.decode(snapshot.clusterId(), snapshot.partitions(), request.at(TOKEN_AT))
                                : new CausalSession(snapshot.partitions()));
        call.answer(Replies.OK);
    }

    private void token(Call call) {
        CausalSession session = call.session().causal();
        call.answer(
                session == null
                        ? Reply.error("this connection has no session: begin one with KV.SESSION BEGIN")
                        : Reply.bulk(
                                SessionToken.encode(cluster.current().snapshot().clusterId(), session)));
    }

    private static void end(Call call) {
        call.session().follow(null);
        call.answer(Replies.OK);
    }
}
