package io.murmur.door.redis.delay;

import io.murmur.core.delay.DelayAccount;
import io.murmur.core.delay.HopReport;
import io.murmur.core.delay.Part;
import io.murmur.core.delay.Stretch;
import io.murmur.core.machine.NodeId;
import io.murmur.core.replicate.message.ClientOperation;
import io.murmur.door.redis.cluster.ClusterFace;
import io.murmur.door.redis.cluster.ClusterNode;
import io.murmur.door.redis.command.Call;
import io.murmur.resp.Reply;
import java.util.ArrayList;
import java.util.List;

/// Shows accounts to clients. All times are microseconds; each stretch is rounded, and what is said of
/// several is the sum of what is shown of each. Safe to use from any thread.
final class AccountReplies {

    private static final long NANOS_PER_MICRO = 1_000;

    private final ClusterFace face;

    AccountReplies(ClusterFace face) {
        this.face = face;
    }

    /// The whole of it.
    static long totalOf(DelayAccount account) {
        long total = 0;
        for (Part part : Part.values()) {
            total += microsOf(part, account);
        }
        return total;
    }

    private static long microsOf(Part part, DelayAccount account) {
        long sum = 0;
        for (Stretch stretch : account.path()) {
            sum += stretch.stage().part() == part ? micros(stretch.nanos()) : 0;
        }
        return sum;
    }

    private static long micros(long nanos) {
        return Math.round((double) nanos / NANOS_PER_MICRO);
    }

    /// A map: total, the three parts, the longest stretch, path, hops.
    Reply of(DelayAccount account) {
        List<Reply> elements = new ArrayList<>();
        describe(account, elements);
        return new Reply.Pairs(elements);
    }

    /// The same of one operation, with its key before if it has one.
    Reply of(Call.OperationDelays delays) {
        List<Reply> elements = new ArrayList<>();
        if (delays.operation() instanceof ClientOperation.OfKey ofKey) {
            add("key", Reply.bulk(ofKey.key().bytes()), elements);
        }
        describe(delays.account(), elements);
        return new Reply.Pairs(elements);
    }

    private void describe(DelayAccount account, List<Reply> elements) {
        add("total", Reply.number(totalOf(account)), elements);
        for (Part part : Part.values()) {
            add(part.text(), Reply.number(microsOf(part, account)), elements);
        }
        account.longest().ifPresent(longest -> add("longest", of(longest), elements));
        List<Reply> path = new ArrayList<>();
        account.path().forEach(stretch -> path.add(of(stretch)));
        add("path", new Reply.Listing(path), elements);
        List<Reply> hops = new ArrayList<>();
        account.hops().forEach(hop -> hops.add(of(hop)));
        add("hops", new Reply.Listing(hops), elements);
    }

    private static void add(String name, Reply value, List<Reply> elements) {
        elements.add(Reply.bulk(name));
        elements.add(value);
    }

    private Reply of(Stretch stretch) {
        return Reply.listing(
                Reply.bulk(stretch.stage().text()),
                Reply.bulk(nameOf(stretch.node())),
                Reply.bulk(stretch.stage().part().text()),
                Reply.number(micros(stretch.nanos())));
    }

    private Reply of(HopReport hop) {
        List<Reply> elements = new ArrayList<>();
        add("node", Reply.bulk(nameOf(hop.node())), elements);
        add("asked", Reply.number(hop.asked()), elements);
        add("answer", Reply.bulk(answerOf(hop)), elements);
        add(Part.NETWORK.text(), Reply.number(micros(hop.networkNanos())), elements);
        add(Part.PROCESSING.text(), Reply.number(micros(hop.processingNanos())), elements);
        add(Part.WAITING.text(), Reply.number(micros(hop.waitingNanos())), elements);
        return new Reply.Pairs(elements);
    }

    private static String answerOf(HopReport hop) {
        if (!hop.isAnswered()) {
            return "not waited for";
        }
        return hop.isCritical() ? "critical" : "in time";
    }

    private String nameOf(NodeId node) {
        for (ClusterNode known : face.current().snapshot().nodes()) {
            if (known.id().equals(node)) {
                return known.name();
            }
        }
        return node.toString();
    }

    /// One line for people: the parts, then the path.
    String lineOf(DelayAccount account) {
        StringBuilder line = new StringBuilder();
        for (Part part : Part.values()) {
            line.append(line.isEmpty() ? "" : ", ")
                    .append(part.text())
                    .append(' ')
                    .append(microsOf(part, account))
                    .append(" us");
        }
        line.append("; path:");
        for (Stretch stretch : account.path()) {
            line.append(' ')
                    .append(stretch.stage().text())
                    .append('@')
                    .append(nameOf(stretch.node()))
                    .append(' ')
                    .append(micros(stretch.nanos()));
        }
        return line.toString();
    }
}
