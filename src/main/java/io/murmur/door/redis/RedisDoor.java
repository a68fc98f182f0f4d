package io.murmur.door.redis;

import io.murmur.actor.coordinator.Operations;
import io.murmur.core.namespace.Namespaces;
import io.murmur.door.redis.admin.AdminCommands;
import io.murmur.door.redis.admin.ServerFacts;
import io.murmur.door.redis.cluster.ClusterFace;
import io.murmur.door.redis.cluster.ClusterView;
import io.murmur.door.redis.collection.CollectionCommands;
import io.murmur.door.redis.command.CommandBook;
import io.murmur.door.redis.connection.ConnectionSupplies;
import io.murmur.door.redis.connection.MemoryBudget;
import io.murmur.door.redis.data.DataCommands;
import io.murmur.door.redis.data.DataSupplies;
import io.murmur.door.redis.delay.DelayCommands;
import io.murmur.door.redis.delay.SlowLog;
import io.murmur.door.redis.distinct.DistinctCommands;
import io.murmur.door.redis.scores.ScoreCommands;
import io.murmur.door.redis.session.DoorFigures;
import io.murmur.door.redis.session.Session;
import io.murmur.door.redis.session.SessionDirectory;
import io.murmur.resp.CommandTable;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// The door itself: listens until it is stopped. Starting and stopping block their caller; everything else
/// happens on the door's own event loops.
public final class RedisDoor {

    private static final long CLOSE_MILLIS = 1_000;

    private final MultiThreadIoEventLoopGroup loops;
    private final Channel listener;
    private final ConnectionGate gate;
    private final SessionDirectory sessions;
    private final DoorFigures figures;

    private RedisDoor(
            MultiThreadIoEventLoopGroup loops,
            Channel listener,
            ConnectionGate gate,
            SessionDirectory sessions,
            DoorFigures figures) {
        this.loops = loops;
        this.listener = listener;
        this.gate = gate;
        this.sessions = sessions;
        this.figures = figures;
    }

    /// Makes a door that holds its port; who connects waits until [#open].
    ///
    /// @param operations where commands go
    /// @param cluster what clients are told of the cluster; asked once before this returns
    /// @param namespaces how values of a key are shown
    /// @param random draws the origin of this start's operation ids; must never repeat between starts
    /// @throws IOException when the address cannot be bound
    public static RedisDoor bind(
            RedisDoorSettings settings,
            Operations operations,
            ClusterView cluster,
            Namespaces namespaces,
            RandomGenerator random)
            throws IOException {
        InstantSource wallClock = InstantSource.system();
        SessionDirectory sessions = new SessionDirectory();
        DoorFigures figures = new DoorFigures();
        ClusterFace face = new ClusterFace(cluster);
        CommandTable table = readFacts();
        CommandBook book = new CommandBook(table);
        DataSupplies supplies = DataSupplies.of(namespaces, random.nextLong(), wallClock, settings.keyBytesMax());
        new DataCommands(supplies, face).writeInto(book);
        new CollectionCommands(supplies).writeInto(book);
        new ScoreCommands(supplies).writeInto(book);
        new DistinctCommands(supplies).writeInto(book);
        ServerFacts server = new ServerFacts(
                version(),
                wallClock.millis(),
                settings.connectionsMax(),
                settings.valueBytesMax(),
                settings.threads(),
                face,
                sessions,
                figures,
                wallClock);
        new AdminCommands(server, table).writeInto(book);
        SlowLog slowLog = new SlowLog(TimeUnit.MILLISECONDS.toNanos(settings.slowMillis()), wallClock, face);
        new DelayCommands(face, slowLog).writeInto(book);
        ConnectionSupplies connections = new ConnectionSupplies(
                cluster.current().self().id(),
                settings.connectionLimits(),
                book.complete(),
                operations,
                sessions,
                figures,
                new MemoryBudget(settings.totalBytesMax(), settings.connectionsMax()),
                slowLog,
                wallClock);
        return listen(settings, connections);
    }

    private static RedisDoor listen(RedisDoorSettings settings, ConnectionSupplies supplies) throws IOException {
        var loops = new MultiThreadIoEventLoopGroup(
                settings.threads(), new DefaultThreadFactory("redis-door"), NioIoHandler.newFactory());
        ConnectionGate gate = new ConnectionGate(supplies, settings.connectionsMax(), loops.next());
        RedisDoorSettings.Pipeline pipeline = settings.pipeline();
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, settings.backlog())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(pipeline.outputLowBytes(), pipeline.outputHighBytes()))
                .childHandler(gate)
                .bind(settings.bindHost(), settings.port())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
            throw new IOException(
                    "the Redis door cannot listen on " + settings.bindHost() + ":" + settings.port()
                            + " (murmur.node.bind, murmur.ports.redis): "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return new RedisDoor(loops, bound.channel(), gate, supplies.sessions(), supplies.figures());
    }

    private static CommandTable readFacts() throws IOException {
        try (InputStream in = CommandTable.class.getResourceAsStream(CommandTable.RESOURCE)) {
            if (in == null) {
                throw new IOException("the jar has no " + CommandTable.RESOURCE);
            }
            return CommandTable.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static String version() {
        String version = RedisDoor.class.getPackage().getImplementationVersion();
        return version == null ? "0.0.0" : version;
    }

    /// Lets clients in.
    public void open() {
        listener.config().setAutoRead(true);
    }

    /// Where it listens.
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /// What it counted; for metrics.
    public DoorFigures figures() {
        return figures;
    }

    /// Connections open now.
    public int connections() {
        return sessions.size();
    }

    /// Takes no new connections and no new commands, answers what was taken in for at most `drainMillis`, then
    /// closes. What is not answered by then has an unknown result, as with any lost connection.
    public void stop(long drainMillis) {
        listener.close().awaitUninterruptibly();
        for (Session session : sessions.all()) {
            session.link().drain();
        }
        gate.awaitEnd(drainMillis);
        gate.closeAll(CLOSE_MILLIS);
        loops.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }
}
