package io.murmur.door.redis.admin;

import io.murmur.door.redis.command.Call;
import io.murmur.door.redis.session.ReplyMode;
import io.murmur.door.redis.session.Session;
import io.murmur.resp.Replies;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// `CLIENT`: what connections are called, who is connected, and whom to disconnect.
final class ClientCommands {

    private static final Reply SYNTAX_ERROR = Reply.error("syntax error");
    private static final Reply NO_TRACKING = new Reply.Failure(
            "NOTSUPPORTED",
            "CLIENT TRACKING ON is not served, not yet: tracking comes with the near cache, in a later version.");

    private final ServerFacts server;

    ClientCommands(ServerFacts server) {
        this.server = server;
    }

    void setName(Call call) {
        String name = call.request().text(2);
        String fault = Session.faultOfName(name, "Client names");
        if (fault == null) {
            call.session().rename(name);
        }
        call.answer(fault == null ? Replies.OK : Reply.error(fault));
    }

    void getName(Call call) {
        String name = call.session().name();
        call.answer(name.isEmpty() ? Replies.NULL : Reply.bulk(name));
    }

    void setInfo(Call call) {
        Request request = call.request();
        String value = request.text(3);
        String fault = Session.faultOfName(value, request.text(2));
        if (fault != null) {
            call.answer(Reply.error(fault));
        } else if (request.is(2, "LIB-NAME")) {
            call.session().nameLibrary(value);
            call.answer(Replies.OK);
        } else if (request.is(2, "LIB-VER")) {
            call.session().versionLibrary(value);
            call.answer(Replies.OK);
        } else {
            call.answer(Reply.error("Unrecognized option '" + request.text(2) + "'"));
        }
    }

    void id(Call call) {
        call.answer(Reply.number(call.session().id()));
    }

    void info(Call call) {
        call.answer(new Reply.Verbatim(call.session().describe(now()) + "\n"));
    }

    void list(Call call) {
        Request request = call.request();
        List<Session> chosen = server.sessions().all();
        if (request.size() > 3 && request.is(2, "ID")) {
            TreeSet<Long> ids = new TreeSet<>();
            for (int i = 3; i < request.size(); i++) {
                ids.add(request.number(i));
            }
            chosen.removeIf(session -> !ids.contains(session.id()));
        } else if (request.size() == 4 && request.is(2, "TYPE")) {
            if (!request.is(3, "normal")) {
                chosen.clear();
            }
        } else if (request.size() > 2) {
            call.answer(SYNTAX_ERROR);
            return;
        }
        StringBuilder lines = new StringBuilder();
        chosen.forEach(session -> lines.append(session.describe(now())).append('\n'));
        call.answer(new Reply.Verbatim(lines.toString()));
    }

    /// The old form answers OK or that there is no such client; the new one counts whom it closed.
    void kill(Call call) {
        Request request = call.request();
        if (request.size() == 3) {
            List<Session> found = server.sessions().all();
            found.removeIf(session -> !session.remote().equals(request.text(2)));
            close(found, call);
            call.answer(found.isEmpty() ? Reply.error("No such client") : Replies.OK);
            return;
        }
        List<Session> chosen = new ArrayList<>(server.sessions().all());
        boolean sparesSelf = true;
        for (int at = 2; at < request.size(); at += 2) {
            if (at + 1 == request.size() || !narrow(chosen, request, at)) {
                call.answer(SYNTAX_ERROR);
                return;
            }
            sparesSelf = request.is(at, "SKIPME") ? !request.is(at + 1, "no") : sparesSelf;
        }
        if (sparesSelf) {
            chosen.remove(call.session());
        }
        close(chosen, call);
        call.answer(Reply.number(chosen.size()));
    }

    private static boolean narrow(List<Session> chosen, Request request, int at) {
        String wanted = request.text(at + 1);
        if (request.is(at, "ID")) {
            long id = request.number(at + 1);
            chosen.removeIf(session -> session.id() != id);
        } else if (request.is(at, "ADDR")) {
            chosen.removeIf(session -> !session.remote().equals(wanted));
        } else if (request.is(at, "LADDR")) {
            chosen.removeIf(session -> !session.local().equals(wanted));
        } else {
            return request.is(at, "SKIPME");
        }
        return true;
    }

    /// The asker's own connection is drained, so that it still gets its answer.
    private static void close(List<Session> chosen, Call call) {
        for (Session session : chosen) {
            if (session == call.session()) {
                session.link().drain();
            } else {
                session.link().close();
            }
        }
    }

    void reply(Call call) {
        Request request = call.request();
        if (request.is(2, "ON")) {
            call.session().want(ReplyMode.ON);
        } else if (request.is(2, "OFF")) {
            call.session().want(ReplyMode.OFF);
        } else if (request.is(2, "SKIP")) {
            call.session().want(call.session().replyMode() == ReplyMode.OFF ? ReplyMode.OFF : ReplyMode.SKIP_NEXT);
        } else {
            call.answer(SYNTAX_ERROR);
            return;
        }
        call.answer(Replies.OK);
    }

    void tracking(Call call) {
        call.answer(call.request().is(2, "OFF") ? Replies.OK : NO_TRACKING);
    }

    void trackingInfo(Call call) {
        call.answer(Reply.pairs(
                Reply.bulk("flags"),
                new Reply.Unordered(List.of(Reply.bulk("off"))),
                Reply.bulk("redirect"),
                Reply.number(-1),
                Reply.bulk("prefixes"),
                Replies.EMPTY));
    }

    void redirection(Call call) {
        call.answer(Reply.number(-1));
    }

    void ok(Call call) {
        call.answer(Replies.OK);
    }

    private long now() {
        return server.wallClock().millis();
    }
}
