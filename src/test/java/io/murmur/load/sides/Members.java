package io.murmur.load.sides;

import io.murmur.load.target.Caller;
import io.murmur.load.target.Fleet;
import io.murmur.load.target.Pause;
import io.murmur.load.target.RespClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Clients that add members to three sets, one client for each node, each member once: to one of the namespace in
/// which one owner is enough ([BothSides]), so that both sides of a cut add to it, to one of a passive namespace, and
/// to one for which a majority is needed, from which they also remove. A member whose addition was acknowledged must
/// be there, unless its removal was asked for; one whose removal was acknowledged must not.
public final class Members implements AutoCloseable {

    private static final int PAUSE_MILLIS = 50;
    /// A member is removed so many turns after it was added.
    private static final int AGE = 20;
    private static final int REMOVED_EACH = 3;

    /// What is known of one member.
    private enum Fate {
        ADDED,
        REMOVED,
        UNKNOWN,
        NEVER
    }

    private final Fleet fleet;
    private final String one;
    private final String passive;
    private final String majority;
    private final int timeoutMillis;
    private final Map<String, Map<String, Fate>> fates = new ConcurrentSkipListMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean running = true;

    /// @param stage makes its sets its own
    public Members(Fleet fleet, String stage, int timeoutMillis) {
        this.fleet = fleet;
        this.one = "one:" + stage + ":members";
        this.passive = "passive:" + stage + ":members";
        this.majority = stage + ":members";
        this.timeoutMillis = timeoutMillis;
        fates.put(one, new ConcurrentSkipListMap<>());
        fates.put(passive, new ConcurrentSkipListMap<>());
        fates.put(majority, new ConcurrentSkipListMap<>());
    }

    public void start() {
        for (int node = 0; node < fleet.size(); node++) {
            int home = node;
            threads.execute(() -> work(home));
        }
    }

    private void work(int node) {
        try (Caller caller = new Caller(fleet.address(node), timeoutMillis)) {
            for (int number = 0; running; number++) {
                if (caller.connect()) {
                    turn(caller, node, number);
                }
                Pause.millis(PAUSE_MILLIS);
            }
        }
    }

    private void turn(Caller caller, int node, int number) {
        String member = node + "-" + number;
        String old = node + "-" + (number - AGE);
        change(caller, "SADD", one, member, Fate.ADDED);
        change(caller, "SADD", passive, member, Fate.ADDED);
        change(caller, "SADD", majority, member, Fate.ADDED);
        if (number % REMOVED_EACH == 0 && of(majority).get(old) == Fate.ADDED) {
            change(caller, "SREM", majority, old, Fate.REMOVED);
        }
    }

    private Map<String, Fate> of(String key) {
        return fates.computeIfAbsent(key, _ -> new ConcurrentSkipListMap<>());
    }

    private void change(Caller caller, String command, String key, String member, Fate then) {
        Fate before = of(key).getOrDefault(member, Fate.NEVER);
        of(key).put(member, Fate.UNKNOWN);
        try {
            if (caller.call(command, key, member) != null) {
                of(key).put(member, then);
            }
        } catch (RespClient.RefusedException e) {
            of(key).put(member, e.isFinal() ? before : Fate.UNKNOWN);
        } catch (IOException e) {
            // No answer: it may have happened.
            of(key).put(member, Fate.UNKNOWN);
        }
    }

    /// What is wrong with what each node shows now, a sentence each.
    ///
    /// @param millis how long to wait for an answer
    public List<String> faults(long millis) {
        return EachNode.faults(
                fleet, millis, fates.keySet(), (caller, key, node) -> judge(key, caller.call("SMEMBERS", key), node));
    }

    private List<String> judge(String key, @Nullable String listing, int node) {
        List<String> faults = new ArrayList<>();
        Set<String> shown = new TreeSet<>(Arrays.asList((listing == null ? "" : listing).split("\\s+")));
        of(key).forEach((member, fate) -> {
            boolean isWrong = shown.contains(member) ? fate == Fate.REMOVED || fate == Fate.NEVER : fate == Fate.ADDED;
            if (isWrong) {
                faults.add(
                        (fate == Fate.ADDED ? "lost: " : "came back: ") + member + " of " + key + " on node " + node);
            }
        });
        return faults;
    }

    @Override
    public void close() {
        running = false;
        threads.close();
    }
}
