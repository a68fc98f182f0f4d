package io.murmur.load.sides;

import io.murmur.load.target.Caller;
import io.murmur.load.target.Fleet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Looks at keys through each node in turn.
final class EachNode {

    private EachNode() {}

    /// What is wrong with one key, seen through one node.
    interface Judge {
        List<String> faults(Caller caller, String key, int node) throws IOException;
    }

    /// What is wrong with what each node shows, a sentence each.
    ///
    /// @param millis how long to wait for an answer
    static List<String> faults(Fleet fleet, long millis, Iterable<String> keys, Judge judge) {
        List<String> faults = new ArrayList<>();
        for (int node = 0; node < fleet.size(); node++) {
            try (Caller caller = new Caller(fleet.address(node), Math.toIntExact(millis))) {
                faults.addAll(faults(caller, keys, node, judge));
            } catch (IOException e) {
                faults.add("not all of " + keys + " can be read through node " + node + ": " + e.getMessage());
            }
        }
        return faults;
    }

    private static List<String> faults(Caller caller, Iterable<String> keys, int node, Judge judge) throws IOException {
        List<String> faults = new ArrayList<>();
        for (String key : keys) {
            if (!caller.connect()) {
                throw new IOException("no connection");
            }
            faults.addAll(judge.faults(caller, key, node));
        }
        return faults;
    }
}
