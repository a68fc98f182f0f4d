package io.murmur.resp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes `src/docs/commands.md` out of the facts.
final class CommandDocument {

    private static final String HEAD = """
        # Commands of the Redis door

        Made from `src/main/resources/io/murmur/resp/commands.txt`: change that, then run
        `mvn test -Dtest=CommandTableTest -Dmurmur.docs.write=true`.

        Any client of Redis Cluster (or of a single Redis) connects to any node, in RESP2 or RESP3. Every node \
        serves every
        key, so there are no redirections and no `CROSSSLOT`; `CLUSTER SLOTS`, `SHARDS` and `NODES` are hints \
        which node is
        nearest to the data, with each slot exactly once and every node a master (clients of Redis take a node \
        to be a master
        or a replica of one other, while ours are both). Commands of one connection are answered in order. What one
        connection sends is carried out as if one by one for each key; SCAN, DBSIZE and the listing commands \
        wait for all
        that was sent before, and what is sent after waits for them.

        ## Errors

        | error | meaning |
        |---|---|
        | `OVERLOADED` | more is in flight than the node takes; surely not executed |
        | `TRYAGAIN` | owners did not answer in time, or the placement just changed; surely not executed |
        | `CLUSTERDOWN` | fewer owners can be reached than the level asks for; nothing was sent |
        | `UNKNOWN` | a write may or may not have happened; repeated with the same `ID` (`KV.SET`, `KV.DEL`) it \
        takes effect at most once. The door gives every SET and DEL an id of its own: a client that repeats one \
        sends a new write |
        | `TOOMANYSIBLINGS` | the key has too many concurrent values; write it with the context of `KV.GET` |
        | `DISKFULL` | the disk of the node has no room, and no other owner took the write; reads go on; not executed |
        | `CLOCKAHEAD` | the clock of the node runs ahead of the others' by more than the guard, and no other owner \
        took the write; not executed |
        | `FOREIGNCONTEXT` | the context was not given out by this cluster for this key; not executed |
        | `ROTTEN` | the stored object does not pass its checksum on the node asked, and no other owner took the \
        write; not executed |
        | `NOTSUPPORTED` | never, or not yet, and why |
        | `ERR` | the request is wrong, or too large |

        """;

    private CommandDocument() {}

    static String of(CommandTable table) {
        Map<String, List<CommandFacts>> groups = new LinkedHashMap<>();
        table.all()
                .forEach(facts -> groups.computeIfAbsent(facts.group(), _ -> new ArrayList<>())
                        .add(facts));
        StringBuilder page = new StringBuilder(HEAD);
        groups.forEach((group, commands) -> appendServed(page, group, commands));
        page.append("## Not served\n\n| commands | |\n|---|---|\n");
        Map<String, List<String>> refused = new LinkedHashMap<>();
        for (CommandFacts facts : table.all()) {
            if (!facts.isServed()) {
                String why = (facts.state() == CommandState.NEVER ? "Never: " : "Not yet: ") + facts.meaning() + ".";
                refused.computeIfAbsent(why, _ -> new ArrayList<>()).add("`" + facts.name() + "`");
            }
        }
        refused.forEach((why, names) -> page.append("| %s | %s |\n".formatted(String.join(" ", names), why)));
        return page.toString();
    }

    private static void appendServed(StringBuilder page, String group, List<CommandFacts> commands) {
        List<CommandFacts> served =
                commands.stream().filter(CommandFacts::isServed).toList();
        if (!served.isEmpty()) {
            page.append("## Served: ").append(group).append("\n\n| command | |\n|---|---|\n");
            served.forEach(facts -> page.append(
                    "| `%s` | %s |\n".formatted(facts.name(), (facts.summary() + " " + facts.meaning()).strip())));
            page.append('\n');
        }
    }
}
