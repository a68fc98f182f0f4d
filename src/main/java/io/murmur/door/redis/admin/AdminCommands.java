package io.murmur.door.redis.admin;

import io.murmur.door.redis.command.CommandBook;
import io.murmur.resp.CommandTable;

/// Writes all commands that touch no key into the book.
public final class AdminCommands {

    private final ServerFacts server;
    private final CommandTable table;

    public AdminCommands(ServerFacts server, CommandTable table) {
        this.server = server;
        this.table = table;
    }

    /// Registers them.
    public void writeInto(CommandBook book) {
        writeConnectionInto(book);
        writeClientInto(book);
        var facts = new FactCommands(table);
        book.serve("COMMAND", facts::all)
                .serve("COMMAND COUNT", facts::count)
                .serve("COMMAND DOCS", facts::documents)
                .serve("COMMAND GETKEYS", facts::keys)
                .serve("COMMAND INFO", facts::info)
                .serve("COMMAND LIST", facts::list);
        var commands = new ServerCommands(server);
        book.serve("CONFIG GET", commands::configGet)
                .serve("TIME", commands::time)
                .serve("LOLWUT", commands::version)
                .serve("INFO", new InfoCommand(server)::info);
        writeClusterInto(book);
        new SessionCommands(server.cluster()).writeInto(book);
    }

    private void writeConnectionInto(CommandBook book) {
        var connection = new ConnectionCommands(server);
        book.serve("PING", connection::ping)
                .serve("ECHO", connection::echo)
                .serve("QUIT", connection::quit)
                .serve("RESET", connection::reset)
                .serve("SELECT", connection::select)
                .serve("AUTH", connection::auth)
                .serve("HELLO", connection::hello)
                .serve("READONLY", connection::ok)
                .serve("READWRITE", connection::ok)
                .serve("ASKING", connection::ok);
    }

    private void writeClientInto(CommandBook book) {
        var client = new ClientCommands(server);
        book.serve("CLIENT GETNAME", client::getName)
                .serve("CLIENT SETNAME", client::setName)
                .serve("CLIENT SETINFO", client::setInfo)
                .serve("CLIENT ID", client::id)
                .serve("CLIENT INFO", client::info)
                .serve("CLIENT LIST", client::list)
                .serve("CLIENT KILL", client::kill)
                .serve("CLIENT REPLY", client::reply)
                .serve("CLIENT TRACKING", client::tracking)
                .serve("CLIENT TRACKINGINFO", client::trackingInfo)
                .serve("CLIENT GETREDIR", client::redirection)
                .serve("CLIENT NO-EVICT", client::ok)
                .serve("CLIENT NO-TOUCH", client::ok);
    }

    private void writeClusterInto(CommandBook book) {
        var cluster = new ClusterCommands(server.cluster());
        book.serve("CLUSTER SLOTS", cluster::slots)
                .serve("CLUSTER SHARDS", cluster::shards)
                .serve("CLUSTER NODES", cluster::nodes)
                .serve("CLUSTER INFO", cluster::info)
                .serve("CLUSTER MYID", cluster::myId)
                .serve("CLUSTER MYSHARDID", cluster::myId)
                .serve("CLUSTER KEYSLOT", cluster::keySlot)
                .serve("CLUSTER LINKS", cluster::nothing)
                .serve("CLUSTER REPLICAS", cluster::replicas)
                .serve("CLUSTER SLAVES", cluster::replicas)
                .serve("CLUSTER COUNT-FAILURE-REPORTS", cluster::failureReports);
    }
}
