package io.murmur.door.redis.delay;

import io.murmur.core.delay.DelayAccount;
import io.murmur.door.redis.cluster.ClusterFace;
import io.murmur.door.redis.session.Session;
import io.murmur.resp.Request;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last commands that took long, with where their time went. Bounded; safe to use from any thread.
///
/// Each is also a line of the node's log, at most one in a while: when everything is slow the log must not be what
/// makes it slower.
public final class SlowLog {

    /// A command that took long.
    ///
    /// @param id counts all of this start of the node
    /// @param wallMillis when it was answered
    /// @param words name and arguments; long ones are cut, and of many only the first are kept
    /// @param client address of the client
    /// @param clientName as the client gave it, may be empty
    record Entry(
            long id, long wallMillis, List<String> words, String client, String clientName, DelayAccount account) {}

    private static final Logger LOG = LoggerFactory.getLogger(SlowLog.class);

    private static final int ENTRIES_MAX = 128;
    /// As in Redis.
    private static final int WORDS_MAX = 32;
    private static final int WORD_BYTES_MAX = 128;
    private static final long LINE_MILLIS = 1_000;

    private final long thresholdNanos;
    private final InstantSource clock;
    private final AccountReplies replies;
    private final Deque<Entry> entries = new ArrayDeque<>(ENTRIES_MAX);
    private long lastId = -1;
    private long lineMillis = Long.MIN_VALUE;
    private long withoutLine;

    /// @param thresholdNanos what takes as long is slow
    /// @param face knows the names of nodes
    public SlowLog(long thresholdNanos, InstantSource clock, ClusterFace face) {
        this.thresholdNanos = thresholdNanos;
        this.clock = clock;
        this.replies = new AccountReplies(face);
    }

    public boolean isSlow(long nanos) {
        return nanos >= thresholdNanos;
    }

    /// Keeps a command that was answered.
    ///
    /// @param account where its time went
    public synchronized void keep(Request request, Session session, DelayAccount account) {
        long now = clock.millis();
        lastId++;
        Entry entry = new Entry(lastId, now, wordsOf(request), session.remote(), session.name(), account);
        entries.addFirst(entry);
        if (entries.size() > ENTRIES_MAX) {
            entries.removeLast();
        }
        if (lineMillis != Long.MIN_VALUE && now >= lineMillis && now - lineMillis < LINE_MILLIS) {
            withoutLine++;
            return;
        }
        LOG.warn(
                "Slow: a {} took {} us: {}{}",
                request.text(0),
                AccountReplies.totalOf(account),
                replies.lineOf(account),
                withoutLine == 0 ? "" : " (and " + withoutLine + " more since the last such line: SLOWLOG GET)");
        lineMillis = now;
        withoutLine = 0;
    }

    private static List<String> wordsOf(Request request) {
        int kept = request.size() <= WORDS_MAX ? request.size() : WORDS_MAX - 1;
        List<String> words = new ArrayList<>(kept + 1);
        for (int i = 0; i < kept; i++) {
            words.add(wordOf(request, i));
        }
        if (kept < request.size()) {
            words.add("... (" + (request.size() - kept) + " more arguments)");
        }
        return words;
    }

    private static String wordOf(Request request, int index) {
        int more = request.at(index).length - WORD_BYTES_MAX;
        return more <= 0 ? request.text(index) : request.text(index, WORD_BYTES_MAX) + "... (" + more + " more bytes)";
    }

    /// The newest first, at most `count`.
    synchronized List<Entry> newest(int count) {
        return entries.stream().limit(count).toList();
    }

    synchronized int size() {
        return entries.size();
    }

    synchronized void clear() {
        entries.clear();
    }
}
