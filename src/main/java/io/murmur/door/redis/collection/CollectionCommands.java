package io.murmur.door.redis.collection;

import io.murmur.core.value.KeyType;
import io.murmur.door.redis.command.CommandBook;
import io.murmur.door.redis.data.DataSupplies;

/// Writes the commands of sets and hashes into the book.
public final class CollectionCommands {

    private final ElementAccess sets;
    private final ElementAccess hashes;

    /// Commands of one start of the door.
    public CollectionCommands(DataSupplies supplies) {
        this.sets = new ElementAccess(supplies, KeyType.SET);
        this.hashes = new ElementAccess(supplies, KeyType.HASH);
    }

    /// Registers them.
    public void writeInto(CommandBook book) {
        var set = new SetCommands(sets);
        book.serve("SADD", set::add)
                .serve("SREM", set::remove)
                .serve("SISMEMBER", set::isMember)
                .serve("SMISMEMBER", set::areMembers)
                .serve("SMEMBERS", set::members)
                .serve("SCARD", set::size)
                .serve("SRANDMEMBER", set::random)
                .serve("SSCAN", set::scan);
        var algebra = new SetAlgebra(sets);
        book.serve("SINTER", algebra::intersection)
                .serve("SUNION", algebra::union)
                .serve("SDIFF", algebra::difference)
                .serve("SINTERCARD", algebra::intersectionSize);
        var hash = new HashCommands(hashes);
        book.serve("HSET", hash::set)
                .serve("HMSET", hash::setAnsweringOk)
                .serve("HDEL", hash::remove)
                .serve("HGET", hash::get)
                .serve("HMGET", hash::getSome)
                .serve("HGETALL", hash::getAll)
                .serve("HEXISTS", hash::exists)
                .serve("HLEN", hash::size)
                .serve("HKEYS", hash::names)
                .serve("HVALS", hash::values)
                .serve("HSTRLEN", hash::valueLength)
                .serve("HSCAN", hash::scan)
                .serve("HRANDFIELD", hash::random);
    }
}
