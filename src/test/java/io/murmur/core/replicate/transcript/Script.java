package io.murmur.core.replicate.transcript;

import io.murmur.core.machine.Key;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.Value;
import io.murmur.core.replica.message.Mutation;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.core.replicate.message.Tries;
import io.murmur.core.value.KeyType;
import io.murmur.core.value.Known;
import io.murmur.core.value.OperationId;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.VersionVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The commands of a transcript:
///
/// - `cluster a b c w 2 r 2`: these nodes start; `d` to `f` own nothing.
/// - `a set k v`, `a del k`, `a get k`, `a add k 5`, `a sadd k x y`, `a srem k x`, `a hset k f v`, `a hdel k f`: a
/// client asks node a; `a expire k 500`: so that k ends so many
/// milliseconds after the start. Behind it `knowing {a:1}` gives the context of a write, `as x` a name to the
/// operation, and `again` says that it may have been sent before.
/// - `deliver a b`, `drop a b`, `repeat a b`: what becomes of the oldest message from a to b.
/// - `sync a`: what a is writing is on its disk. `settle`: everything arrives and is synced; only answers are
/// told.
/// - `crash a losing`, `crash a keeping`: power fails before, or after, that. `start a`, `start a clean`: it
/// starts.
/// - `wait 200`: so many milliseconds pass. `epoch a 2`: a learns of a newer placement. `row a k`: what a's
/// disk holds.
///
/// Every other line but `<`, which is what happened, is a comment.
final class Script {

    private final TreeMap<String, OperationId> operations = new TreeMap<>();
    private @Nullable Stage stage;
    private long tickets;

    /// The transcript with what happens now behind each command.
    static String played(List<String> transcript) {
        Script script = new Script();
        StringBuilder text = new StringBuilder();
        for (String line : transcript) {
            if (!line.startsWith("<")) {
                text.append(line).append('\n');
            }
            if (line.startsWith("> ")) {
                script.play(line.substring(2))
                        .forEach(said -> text.append("< ").append(said).append('\n'));
            }
        }
        return text.toString();
    }

    private List<String> play(String command) {
        List<String> words = Arrays.asList(command.split(" (?![^{]*\\})"));
        if (words.getFirst().equals("cluster")) {
            stage = cluster(words);
            return stage.said();
        }
        Stage current = stage();
        switch (words.getFirst()) {
            case "deliver" -> current.deliver(node(words.get(1)), node(words.get(2)));
            case "drop" -> current.drop(node(words.get(1)), node(words.get(2)));
            case "repeat" -> current.repeat(node(words.get(1)), node(words.get(2)));
            case "sync" -> current.node(node(words.get(1))).sync();
            case "settle" -> {
                current.settle();
                return current.said().stream()
                        .filter(said -> said.contains(" answers "))
                        .toList();
            }
            case "crash" -> current.node(node(words.get(1))).crash(words.get(2).equals("keeping"));
            case "start" -> current.node(node(words.get(1))).start(words.contains("clean"));
            case "wait" -> current.waitMillis(Long.parseLong(words.get(1)));
            case "epoch" -> current.node(node(words.get(1))).setEpoch(Long.parseLong(words.get(2)));
            case "row" ->
                current.say(Wording.object(current.node(node(words.get(1))).row(Key.of(words.get(2)))));
            default -> current.living(node(words.getFirst())).submit(++tickets, operation(words));
        }
        return current.said();
    }

    private Stage stage() {
        if (stage == null) {
            throw new IllegalArgumentException("a transcript begins with a cluster");
        }
        return stage;
    }

    private static NodeId node(String letter) {
        return new NodeId(Long.parseLong(letter, 16));
    }

    private static Stage cluster(List<String> words) {
        int levels = words.indexOf("w");
        List<NodeId> ids = words.subList(1, levels).stream().map(Script::node).toList();
        return new Stage(ids, Integer.parseInt(words.get(levels + 1)), Integer.parseInt(words.get(levels + 3)));
    }

    private ClientOperation operation(List<String> words) {
        Key key = Key.of(words.get(2));
        return switch (words.get(1)) {
            case "get" -> new ClientOperation.Get(key, 0);
            case "set" -> put(key, Mutation.set(Value.of(words.get(3))), words);
            case "del" -> put(key, new Mutation.Delete(), words);
            case "add" -> put(key, new Mutation.Add(Long.parseLong(words.get(3))), words);
            case "sadd" -> put(key, members(words.subList(3, words.size())), words);
            case "srem" -> put(key, new Mutation.RemoveElements(KeyType.SET, names(words)), words);
            case "hset" -> put(key, field(words.get(3), words.get(4)), words);
            case "hdel" -> put(key, new Mutation.RemoveElements(KeyType.HASH, names(words)), words);
            case "expire" -> put(key, new Mutation.Expire(Stage.WALL + Long.parseLong(words.get(3))), words);
            default -> throw new IllegalArgumentException("no such command: " + String.join(" ", words));
        };
    }

    private static List<Value> names(List<String> words) {
        return words.subList(3, words.size()).stream().map(Value::of).toList();
    }

    private static Mutation members(List<String> names) {
        return new Mutation.PutElements(
                KeyType.SET,
                names.stream()
                        .map(name -> new Mutation.Entry(Value.of(name), null))
                        .toList());
    }

    private static Mutation field(String name, String value) {
        return new Mutation.PutElements(KeyType.HASH, List.of(new Mutation.Entry(Value.of(name), Value.of(value))));
    }

    private ClientOperation put(Key key, Mutation mutation, List<String> words) {
        int knowing = words.indexOf("knowing");
        int as = words.indexOf("as");
        String name = as < 0 ? "operation " + tickets : words.get(as + 1);
        OperationId operation = operations.computeIfAbsent(name, _ -> new OperationId(9, operations.size() + 1));
        VersionVector context = knowing < 0 ? null : context(words.get(knowing + 1));
        return new ClientOperation.Put(
                key, mutation, context == null ? null : Known.of(context), operation, tries(mutation, words), 0);
    }

    private static Tries tries(Mutation mutation, List<String> words) {
        if (!mutation.isOfWholeKey()) {
            return Tries.ONLY;
        }
        return words.contains("again") ? Tries.AGAIN : Tries.FIRST;
    }

    private static VersionVector context(String text) {
        VersionVector context = VersionVector.EMPTY;
        List<String> dots =
                new ArrayList<>(List.of(text.substring(1, text.length() - 1).split(" ")));
        dots.removeIf(String::isEmpty);
        for (String dot : dots) {
            String[] parts = dot.split(":", 2);
            context = context.with(new Dot(new ActorId(node(parts[0]), 1), Long.parseLong(parts[1])));
        }
        return context;
    }
}
