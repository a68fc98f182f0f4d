package io.murmur.door.redis.data;

import io.murmur.core.namespace.Namespaces;
import io.murmur.door.redis.cluster.ClusterFace;
import io.murmur.door.redis.command.CommandBook;

/// Writes the commands that touch keys as a whole into the book.
public final class DataCommands {

    private final DataSupplies supplies;
    private final ClusterFace cluster;
    private final OperationIds ids;
    private final Arguments arguments;
    private final Ends ends;

    /// Commands of one start of the door.
    public DataCommands(DataSupplies supplies, ClusterFace cluster) {
        this.supplies = supplies;
        this.cluster = cluster;
        this.ids = supplies.ids();
        this.arguments = supplies.arguments();
        this.ends = supplies.ends();
    }

    /// Registers them.
    public void writeInto(CommandBook book) {
        var read = new ReadCommands(supplies);
        book.serve("GET", read::get)
                .serve("MGET", read::mget)
                .serve("STRLEN", read::strlen)
                .serve("TYPE", read::type)
                .serve("EXISTS", read::exists)
                .serve("TOUCH", read::exists);
        var write = new WriteCommands(ids, arguments, ends);
        book.serve("SET", write::set)
                .serve("SETEX", write::setEx)
                .serve("PSETEX", write::psetEx)
                .serve("MSET", write::mset)
                .serve("DEL", write::delete)
                .serve("UNLINK", write::delete);
        var counter = new CounterCommands(ids, arguments);
        book.serve("INCR", counter::increment)
                .serve("DECR", counter::decrement)
                .serve("INCRBY", counter::incrementBy)
                .serve("DECRBY", counter::decrementBy);
        writeExpiryInto(book);
        Namespaces namespaces = supplies.namespaces();
        var context = new ContextCommands(namespaces, new RequestLevels(namespaces, cluster), ids, arguments, ends);
        book.serve("KV.GET", context::get).serve("KV.SET", context::set).serve("KV.DEL", context::delete);
        var scan = new ScanCommands(supplies, cluster);
        book.serveAfterEarlier("SCAN", scan::scan).serveAfterEarlier("DBSIZE", scan::databaseSize);
        var slots = new SlotCommands(cluster);
        book.serveAfterEarlier("CLUSTER COUNTKEYSINSLOT", slots::count)
                .serveAfterEarlier("CLUSTER GETKEYSINSLOT", slots::keys);
    }

    private void writeExpiryInto(CommandBook book) {
        var expiry = new ExpiryCommands(supplies);
        book.serve("EXPIRE", expiry::expire)
                .serve("PEXPIRE", expiry::pexpire)
                .serve("EXPIREAT", expiry::expireAt)
                .serve("PEXPIREAT", expiry::pexpireAt)
                .serve("PERSIST", expiry::persist)
                .serveAfterEarlier("GETEX", expiry::getEx)
                .serve("TTL", expiry::ttl)
                .serve("PTTL", expiry::pttl)
                .serve("EXPIRETIME", expiry::expireTime)
                .serve("PEXPIRETIME", expiry::pexpireTime);
    }
}
