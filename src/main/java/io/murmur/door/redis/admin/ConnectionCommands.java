package io.murmur.door.redis.admin;

import io.murmur.door.redis.command.Call;
import io.murmur.door.redis.session.Session;
import io.murmur.resp.Protocol;
import io.murmur.resp.Replies;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import org.jspecify.annotations.Nullable;

/// `HELLO` and the other words of a handshake.
final class ConnectionCommands {

    private static final Reply PONG = new Reply.Simple("PONG");
    private static final Reply NO_USERS =
            Reply.error("AUTH called without any password configured for the default user."
                    + " Murmur's Redis door has no users yet: connect without a password");
    private static final Reply NO_PROTOCOL = new Reply.Failure("NOPROTO", "unsupported protocol version");
    private static final Reply NO_DATABASE = Reply.error(
            "SELECT is not allowed in cluster mode: there is one database, 0. Namespaces are prefixes of keys");

    private final ServerFacts server;

    ConnectionCommands(ServerFacts server) {
        this.server = server;
    }

    void ping(Call call) {
        Request request = call.request();
        if (request.size() > 2) {
            call.answer(Reply.error("wrong number of arguments for 'ping' command"));
        } else {
            call.answer(request.size() == 2 ? Reply.bulk(request.at(1)) : PONG);
        }
    }

    void echo(Call call) {
        call.answer(Reply.bulk(call.request().at(1)));
    }

    void quit(Call call) {
        call.answerAndClose(Replies.OK);
    }

    void reset(Call call) {
        call.session().reset();
        call.answer(new Reply.Simple("RESET"));
    }

    void select(Call call) {
        call.answer(call.request().number(1) == 0 ? Replies.OK : NO_DATABASE);
    }

    void auth(Call call) {
        call.answer(NO_USERS);
    }

    void ok(Call call) {
        call.answer(Replies.OK);
    }

    /// `HELLO [version [AUTH user password] [SETNAME name]]`: nothing changes unless all of it can.
    void hello(Call call) {
        Request request = call.request();
        Session session = call.session();
        Protocol protocol = session.protocol();
        if (request.size() > 1) {
            Protocol wanted = protocolOf(request.text(1));
            if (wanted == null) {
                call.answer(NO_PROTOCOL);
                return;
            }
            protocol = wanted;
        }
        String name = session.name();
        for (int at = 2; at < request.size(); at += 2) {
            if (request.is(at, "AUTH") && at + 2 < request.size()) {
                call.answer(NO_USERS);
                return;
            }
            if (!request.is(at, "SETNAME") || at + 1 >= request.size()) {
                call.answer(Reply.error("Syntax error in HELLO option '" + request.text(at) + "'"));
                return;
            }
            name = request.text(at + 1);
        }
        String fault = Session.faultOfName(name, "Client names");
        if (fault != null) {
            call.answer(Reply.error(fault));
            return;
        }
        session.rename(name);
        session.speak(protocol);
        call.answer(greeting(session));
    }

    private static @Nullable Protocol protocolOf(String text) {
        return switch (text) {
            case "2" -> Protocol.RESP2;
            case "3" -> Protocol.RESP3;
            default -> null;
        };
    }

    private Reply greeting(Session session) {
        return Reply.pairs(
                Reply.bulk("server"), Reply.bulk("murmur"),
                Reply.bulk("version"), Reply.bulk(ServerFacts.REDIS_VERSION),
                Reply.bulk("proto"), Reply.number(session.protocol().number()),
                Reply.bulk("id"), Reply.number(session.id()),
                Reply.bulk("mode"), Reply.bulk("cluster"),
                Reply.bulk("role"), Reply.bulk("master"),
                Reply.bulk("modules"), Replies.EMPTY,
                Reply.bulk("murmur_version"), Reply.bulk(server.version()));
    }
}
