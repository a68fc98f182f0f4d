package io.murmur.core.gossip.message;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.core.bytes.MalformedBytes;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What two nodes say to each other in one exchange, which a summary opens. Who opens it chooses `correlation`; all its
/// messages have it.
public sealed interface GossipMessage extends Message {

    /// The exchange it belongs to.
    long correlation();

    /// So much is known here.
    ///
    /// @param hash of all reports, the fresh ones among them
    /// @param buckets hashes of parts, in an answer; [BucketHashes#NONE] in what opens an exchange
    /// @param fresh what was learnt lately, which the other probably lacks
    record Summary(long correlation, long hash, BucketHashes buckets, List<AgedReport> fresh) implements GossipMessage {
        public Summary {
            fresh = List.copyOf(fresh);
        }

        /// Whether it opens an exchange.
        public boolean isOpening() {
            return buckets.count() == 0;
        }

        public void writeTo(BytesWriter out) {
            buckets.writeTo(out.i64(correlation).i64(hash));
            out.varint(fresh.size());
            fresh.forEach(report -> report.writeTo(out));
        }

        /// Reads what [#writeTo] wrote.
        ///
        /// @throws MalformedBytes when the bytes are no summary
        public static Summary readFrom(BytesReader in) {
            return new Summary(
                    in.i64(),
                    in.i64(),
                    BucketHashes.readFrom(in),
                    list(in, AgedReport.BYTES_MIN, AgedReport::readFrom));
        }
    }

    /// These reports are known here, and no others of their buckets.
    ///
    /// @param count into how many buckets origins are divided, a power of two
    /// @param buckets that are spoken of, ascending
    record Digest(long correlation, int count, List<Integer> buckets, List<Heading> headings) implements GossipMessage {
        public Digest {
            buckets = List.copyOf(buckets);
            headings = List.copyOf(headings);
        }

        public void writeTo(BytesWriter out) {
            out.i64(correlation).varint(count).varint(buckets.size());
            buckets.forEach(out::varint);
            out.varint(headings.size());
            headings.forEach(heading -> heading.writeTo(out));
        }

        /// Reads what [#writeTo] wrote.
        ///
        /// @throws MalformedBytes when the bytes are no digest
        public static Digest readFrom(BytesReader in) {
            long correlation = in.i64();
            int count = in.count(BucketHashes.BUCKETS_MAX);
            BucketHashes.checkCount(count);
            List<Integer> buckets = list(in, 1, from -> from.count(BucketHashes.BUCKETS_MAX));
            for (int i = 0; i < buckets.size(); i++) {
                if (buckets.get(i) >= count || (i > 0 && buckets.get(i) <= buckets.get(i - 1))) {
                    throw new MalformedBytes("the buckets of a digest are not ascending numbers below " + count);
                }
            }
            return new Digest(correlation, count, buckets, list(in, Heading.BYTES_MIN, Heading::readFrom));
        }
    }

    /// Reports that the other lacks, and whose reports it is to send.
    record Delta(long correlation, List<AgedReport> reports, List<NodeId> wanted) implements GossipMessage {
        public Delta {
            reports = List.copyOf(reports);
            wanted = List.copyOf(wanted);
        }

        public void writeTo(BytesWriter out) {
            out.i64(correlation).varint(reports.size());
            reports.forEach(report -> report.writeTo(out));
            out.varint(wanted.size());
            wanted.forEach(node -> out.i64(node.bits()));
        }

        /// Reads what [#writeTo] wrote.
        ///
        /// @throws MalformedBytes when the bytes are no delta
        public static Delta readFrom(BytesReader in) {
            long correlation = in.i64();
            List<AgedReport> reports = list(in, AgedReport.BYTES_MIN, AgedReport::readFrom);
            return new Delta(correlation, reports, list(in, Long.BYTES, from -> new NodeId(from.i64())));
        }
    }

    private static <T> List<T> list(BytesReader in, int bytesMin, Function<BytesReader, T> reader) {
        int count = in.count(in.remaining() / bytesMin);
        List<T> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(reader.apply(in));
        }
        return all;
    }
}
