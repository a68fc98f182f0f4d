package io.murmur.door.redis.admin;

import io.murmur.core.machine.LookupTable;
import io.murmur.door.redis.command.Call;
import io.murmur.resp.GlobPattern;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `CONFIG GET`, `TIME` and `LOLWUT`.
final class ServerCommands {

    private final ServerFacts server;
    private final Map<String, String> settings = new LinkedHashMap<>();

    ServerCommands(ServerFacts server) {
        this.server = server;
        settings.put("save", "");
        settings.put("appendonly", "yes");
        settings.put("appendfsync", "always");
        settings.put("maxmemory", "0");
        settings.put("maxmemory-policy", "noeviction");
        settings.put("maxclients", Integer.toString(server.connectionsMax()));
        settings.put("proto-max-bulk-len", Integer.toString(server.argumentBytesMax()));
        settings.put("databases", "1");
        settings.put("timeout", "0");
        settings.put("cluster-enabled", "yes");
        settings.put("cluster-require-full-coverage", "no");
        settings.put("notify-keyspace-events", "");
    }

    void configGet(Call call) {
        Request request = call.request();
        LookupTable<String, String> seen = new LookupTable<>();
        List<Reply> pairs = new ArrayList<>();
        for (int i = 2; i < request.size(); i++) {
            var pattern =
                    new GlobPattern(request.text(i).toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
            settings.forEach((name, value) -> {
                if (pattern.matches(name.getBytes(StandardCharsets.UTF_8)) && seen.put(name, name) == null) {
                    pairs.add(Reply.bulk(name));
                    pairs.add(Reply.bulk(value));
                }
            });
        }
        call.answer(new Reply.Pairs(pairs));
    }

    void time(Call call) {
        var now = server.wallClock().instant();
        call.answer(Reply.listing(
                Reply.bulk(Long.toString(now.getEpochSecond())), Reply.bulk(Integer.toString(now.getNano() / 1000))));
    }

    void version(Call call) {
        call.answer(new Reply.Verbatim("Murmur " + server.version() + "\n"));
    }
}
