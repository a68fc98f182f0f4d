package io.murmur.core.ring;

import java.util.ArrayDeque;
import java.util.Arrays;

/// Evens out loads by the cheapest chains of moves (augmenting paths), so that no load exceeds its quota.
final class Balance {

    /// The cost of a move that cannot be made.
    static final int IMPOSSIBLE = -1;

    private Balance() {}

    /// One unit of load goes from one node to another.
    @FunctionalInterface
    interface Move {
        /// Makes the move, or only looks.
        ///
        /// @return what it costs, 0 or 1, or [#IMPOSSIBLE]
        int attempt(int from, int to, boolean really);
    }

    /// Moves units until no load is above its quota, or no chain of moves can lower one that is.
    static void settle(int[] load, int[] quota, Move move) {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (int node = 0; node < load.length && !moved; node++) {
                moved = load[node] > quota[node] && lower(node, load, quota, move);
            }
        }
    }

    /// Finds the cheapest chain to a node below its quota: breadth first, free moves before those that cost.
    private static boolean lower(int over, int[] load, int[] quota, Move move) {
        int[] via = new int[load.length];
        Arrays.fill(via, -1);
        int[] cost = new int[load.length];
        Arrays.fill(cost, Integer.MAX_VALUE);
        boolean[] settled = new boolean[load.length];
        ArrayDeque<Integer> frontier = new ArrayDeque<>();
        frontier.add(over);
        cost[over] = 0;
        while (!frontier.isEmpty()) {
            int node = frontier.removeFirst();
            if (load[node] < quota[node]) {
                walkBack(node, over, via, move);
                load[over]--;
                load[node]++;
                return true;
            }
            if (!settled[node]) {
                settled[node] = true;
                reach(node, via, cost, frontier, move);
            }
        }
        return false;
    }

    private static void reach(int node, int[] via, int[] cost, ArrayDeque<Integer> frontier, Move move) {
        for (int next = 0; next < via.length; next++) {
            int step = next == node ? IMPOSSIBLE : move.attempt(node, next, false);
            if (step != IMPOSSIBLE && cost[node] + step < cost[next]) {
                cost[next] = cost[node] + step;
                via[next] = node;
                if (step == 0) {
                    frontier.addFirst(next);
                } else {
                    frontier.addLast(next);
                }
            }
        }
    }

    private static void walkBack(int end, int start, int[] via, Move move) {
        for (int node = end; node != start; node = via[node]) {
            move.attempt(via[node], node, true);
        }
    }
}
