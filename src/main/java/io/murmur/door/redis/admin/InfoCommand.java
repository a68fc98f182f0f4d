package io.murmur.door.redis.admin;

import io.murmur.door.redis.cluster.ShownCluster;
import io.murmur.door.redis.command.Call;
import io.murmur.resp.Reply;
import io.murmur.resp.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `INFO`: the fields clients and tools of Redis look at, and no invented ones. There is no section Keyspace, since
/// an empty one says that there are no keys: `DBSIZE` counts them, which has to ask; here nothing waits.
final class InfoCommand {

    private static final List<String> EVERYTHING = List.of("default", "all", "everything");

    private final ServerFacts server;

    InfoCommand(ServerFacts server) {
        this.server = server;
    }

    void info(Call call) {
        Request request = call.request();
        List<String> wanted = new ArrayList<>();
        for (int i = 1; i < request.size(); i++) {
            wanted.add(request.text(i).toLowerCase(Locale.ROOT));
        }
        StringBuilder text = new StringBuilder();
        section(text, wanted, "Server", serverLines());
        section(text, wanted, "Clients", clientLines());
        section(text, wanted, "Memory", memoryLines());
        section(
                text,
                wanted,
                "Persistence",
                "loading:0\r\nasync_loading:0\r\naof_enabled:1\r\nrdb_bgsave_in_progress:0\r\n");
        section(text, wanted, "Stats", statisticsLines());
        section(text, wanted, "Replication", "role:master\r\nconnected_slaves:0\r\n");
        section(text, wanted, "Cluster", clusterLines());
        call.answer(new Reply.Verbatim(text.toString()));
    }

    private static void section(StringBuilder text, List<String> wanted, String name, String lines) {
        boolean isWanted = wanted.isEmpty()
                || wanted.contains(name.toLowerCase(Locale.ROOT))
                || wanted.stream().anyMatch(EVERYTHING::contains);
        if (isWanted) {
            text.append(text.isEmpty() ? "" : "\r\n");
            text.append("# ").append(name).append("\r\n").append(lines);
        }
    }

    private String serverLines() {
        long upSeconds = (server.wallClock().millis() - server.startedMillis()) / 1000;
        return "redis_version:" + ServerFacts.REDIS_VERSION + "\r\nmurmur_version:" + server.version()
                + "\r\nserver_name:murmur\r\nredis_mode:cluster\r\nos:" + System.getProperty("os.name", "")
                + "\r\narch_bits:64\r\nprocess_id:" + ProcessHandle.current().pid() + "\r\nrun_id:"
                + server.cluster().current().self().shownId() + "\r\ntcp_port:"
                + server.cluster().current().self().port() + "\r\nuptime_in_seconds:" + upSeconds
                + "\r\nuptime_in_days:" + upSeconds / 86_400 + "\r\nio_threads_active:" + server.dataThreads() + "\r\n";
    }

    private String clientLines() {
        return "connected_clients:" + server.sessions().size() + "\r\ncluster_connections:0\r\nmaxclients:"
                + server.connectionsMax() + "\r\nblocked_clients:0\r\ntracking_clients:0\r\n";
    }

    private static String memoryLines() {
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        return "used_memory:" + used + "\r\nmaxmemory:" + runtime.maxMemory() + "\r\nmaxmemory_policy:noeviction\r\n";
    }

    private String statisticsLines() {
        var figures = server.figures();
        return "total_connections_received:" + figures.accepted() + "\r\ntotal_commands_processed:" + figures.commands()
                + "\r\ntotal_net_input_bytes:" + figures.bytesIn() + "\r\ntotal_net_output_bytes:" + figures.bytesOut()
                + "\r\nrejected_connections:" + figures.rejected() + "\r\ntotal_error_replies:" + figures.errors()
                + "\r\nclient_output_buffer_limit_disconnections:" + figures.cut()
                + "\r\nprotocol_error_disconnections:"
                + figures.garbage() + "\r\nexpired_keys:0\r\nevicted_keys:0\r\n";
    }

    private String clusterLines() {
        ShownCluster shown = server.cluster().current();
        return "cluster_enabled:1\r\ncluster_id:" + shown.snapshot().clusterId() + "\r\nnode_name:"
                + shown.self().name() + "\r\n";
    }
}
