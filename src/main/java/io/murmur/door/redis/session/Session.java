package io.murmur.door.redis.session;

import io.murmur.door.redis.causal.CausalSession;
import io.murmur.resp.Protocol;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a client said about itself and how it wants to be talked to. Written by the connection's event loop
/// only; read by any thread.
public final class Session {

    private final long id;
    private final String remote;
    private final String local;
    private final long createdMillis;
    private final SessionLink link;
    private volatile String name = "";
    private volatile String libraryName = "";
    private volatile String libraryVersion = "";
    private volatile Protocol protocol = Protocol.RESP2;
    private volatile ReplyMode replyMode = ReplyMode.ON;
    private volatile String lastCommand = "NULL";
    private volatile long lastMillis;
    private volatile @Nullable CausalSession causal;

    /// A session that begins now.
    ///
    /// @param remote the client's address as `host:port`
    /// @param local this end's address
    /// @param nowMillis wall milliseconds, shown to people only
    Session(long id, String remote, String local, long nowMillis, SessionLink link) {
        this.id = id;
        this.remote = remote;
        this.local = local;
        this.createdMillis = nowMillis;
        this.lastMillis = nowMillis;
        this.link = link;
    }

    /// Puts everything back but what the connection is.
    public void reset() {
        name = "";
        protocol = Protocol.RESP2;
        replyMode = ReplyMode.ON;
        causal = null;
    }

    public long id() {
        return id;
    }

    public String remote() {
        return remote;
    }

    public String local() {
        return local;
    }

    public SessionLink link() {
        return link;
    }

    public String name() {
        return name;
    }

    public void rename(String to) {
        name = to;
    }

    public void nameLibrary(String to) {
        libraryName = to;
    }

    public void versionLibrary(String to) {
        libraryVersion = to;
    }

    public Protocol protocol() {
        return protocol;
    }

    public void speak(Protocol in) {
        protocol = in;
    }

    public ReplyMode replyMode() {
        return replyMode;
    }

    public void want(ReplyMode mode) {
        replyMode = mode;
    }

    /// What this client has seen; null unless it wants that to be kept.
    public @Nullable CausalSession causal() {
        return causal;
    }

    /// Keeps what is seen from now on, or with null no more.
    public void follow(@Nullable CausalSession session) {
        causal = session;
    }

    /// Notes a command, for `CLIENT LIST`.
    public void noteCommand(String shownName, long nowMillis) {
        if (!Objects.equals(lastCommand, shownName)) {
            lastCommand = shownName;
        }
        lastMillis = nowMillis;
    }

    /// The line of `CLIENT LIST`, without its end.
    public String describe(long nowMillis) {
        return "id=" + id + " addr=" + remote + " laddr=" + local + " fd=0 name=" + name + " age="
                + (nowMillis - createdMillis) / 1000 + " idle=" + (nowMillis - lastMillis) / 1000
                + " flags=N db=0 sub=0 psub=0 ssub=0 multi=-1 watch=0 qbuf=0 qbuf-free=0 argv-mem=0 multi-mem=0 rbs=0"
                + " rbp=0 obl=0 oll=0 omem=0 tot-mem=0 events=r cmd=" + lastCommand
                + " user=default redir=-1 resp=" + protocol.number() + " lib-name=" + libraryName
                + " lib-ver=" + libraryVersion;
    }

    /// Why `text` cannot be a name (of a connection or a library), or null: it would break the lines of `CLIENT
    /// LIST`.
    public static @Nullable String faultOfName(String text, String what) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '!' || text.charAt(i) > '~') {
                return what + " cannot contain spaces, newlines or special characters.";
            }
        }
        return text.length() > 256 ? what + " cannot be longer than 256 characters." : null;
    }
}
