package io.murmur.load.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// etcd's own protocol, gRPC on HTTP/2: `KV.Put` and the linearizable `KV.Range`, one stream at a time.
///
/// Written by hand, as cheap as the Redis one: a client library that costs more would be charged to etcd, whose
/// servers share the cores. As real clients do, it sends headers that repeat as one byte from HPACK's dynamic
/// table. A gRPC server answers a unary call with a message exactly if it succeeded, so header blocks are not
/// decoded. Sources: RFC 9113 4.1, 6; RFC 7541 6; gRPC over HTTP2; etcd 3.4 `rpc.proto`.
public final class EtcdCodec implements Codec {

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GO_AWAY = 7;
    private static final int WINDOW_UPDATE = 8;

    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    private static final int PADDED = 8;

    private static final int FRAME_HEAD_BYTES = 9;
    private static final int MESSAGE_HEAD_BYTES = 5;
    private static final int PAYLOAD_BYTES_MAX = 16 * 1024;
    private static final int WINDOW_BYTES = 65_535;
    /// `RangeResponse.kvs`, field 2, a message.
    private static final int FOUND_TAG = (2 << 3) | 2;

    /// Field 1 of `PutRequest` and of `RangeRequest`, and field 2 of `PutRequest`: bytes.
    private static final byte KEY_TAG = (1 << 3) | 2;

    private static final byte VALUE_TAG = (2 << 3) | 2;

    private static final byte[] PREFACE = ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

    private final KeySpace space;
    private final byte[] authority;
    private final int putBytes;

    private final ByteBuffer message = ByteBuffer.allocate(PAYLOAD_BYTES_MAX);

    private int stream = -1;
    private boolean headersKnown;
    private Operation operation = Operation.GET;
    private Reply reply = Reply.REFUSED;
    private boolean ended = true;
    private long sent;
    private long sendWindowBytes = WINDOW_BYTES;
    private int consumedBytes;

    public EtcdCodec(KeySpace space, String authority) {
        this.space = space;
        this.authority = ascii(authority);
        putBytes = 2 + KeySpace.KEY_BYTES + 1 + varintBytes(space.valueBytes()) + space.valueBytes();
    }

    @Override
    public void open(ByteBuffer out) {
        out.put(PREFACE);
        frame(out, 0, SETTINGS, 0, 0);
    }

    @Override
    public void encode(Operation asked, long key, ByteBuffer out) {
        operation = asked;
        reply = Reply.REFUSED;
        ended = false;
        message.clear();
        stream += 2;
        sent++;
        putHeaders(asked == Operation.SET ? "/etcdserverpb.KV/Put" : "/etcdserverpb.KV/Range", out);
        int messageBytes = asked == Operation.SET ? putBytes : 2 + KeySpace.KEY_BYTES;
        sendWindowBytes -= MESSAGE_HEAD_BYTES + messageBytes;
        if (sendWindowBytes < 0) {
            throw new BrokenDialogueException("the server opened no window for the next request");
        }
        frame(out, MESSAGE_HEAD_BYTES + messageBytes, DATA, END_STREAM, stream);
        out.put((byte) 0).putInt(messageBytes);
        out.put(KEY_TAG).put((byte) KeySpace.KEY_BYTES);
        space.putKey(key, out);
        if (asked == Operation.SET) {
            out.put(VALUE_TAG);
            putVarint(space.valueBytes(), out);
            space.putValue(key + sent, out);
        }
    }

    /// HPACK: `:method POST` and `:scheme http` are static; the three that never change enter the dynamic table
    /// with the first request, where the last one in has index 62.
    private void putHeaders(String path, ByteBuffer out) {
        int start = out.position();
        frame(out, 0, HEADERS, END_HEADERS, stream);
        out.put((byte) 0x83).put((byte) 0x86);
        out.put((byte) 0x04);
        putText(ascii(path), out);
        if (headersKnown) {
            out.put((byte) 0xc0).put((byte) 0xbf).put((byte) 0xbe);
        } else {
            out.put((byte) 0x41);
            putText(authority, out);
            out.put((byte) 0x5f);
            putText(ascii("application/grpc"), out);
            out.put((byte) 0x40);
            putText(ascii("te"), out);
            putText(ascii("trailers"), out);
            headersKnown = true;
        }
        int bytes = out.position() - start - FRAME_HEAD_BYTES;
        out.put(start + 1, (byte) (bytes >> 8)).put(start + 2, (byte) bytes);
    }

    @Override
    public Reply decode(ByteBuffer in, ByteBuffer out) {
        while (in.remaining() >= FRAME_HEAD_BYTES) {
            int start = in.position();
            int bytes = ((in.getShort(start) & 0xffff) << 8) | (in.get(start + 2) & 0xff);
            if (bytes > PAYLOAD_BYTES_MAX) {
                throw new BrokenDialogueException("frame of " + bytes + " bytes");
            }
            if (in.remaining() < FRAME_HEAD_BYTES + bytes) {
                break;
            }
            int payload = start + FRAME_HEAD_BYTES;
            accept(in, payload, bytes, out);
            in.position(payload + bytes);
        }
        return ended ? reply : Reply.PENDING;
    }

    private void accept(ByteBuffer in, int payload, int bytes, ByteBuffer out) {
        int type = in.get(payload - 6);
        int flags = in.get(payload - 5);
        int of = in.getInt(payload - 4) & 0x7fffffff;
        boolean last = (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
        switch (type) {
            case DATA -> {
                gather(in, payload, bytes, flags);
                grantWindow(bytes, out);
            }
            case RST_STREAM -> ended |= of == stream;
            case SETTINGS -> answer(out, flags, SETTINGS, in.slice(payload, 0));
            case PING -> answer(out, flags, PING, in.slice(payload, bytes));
            case WINDOW_UPDATE -> sendWindowBytes += of == 0 ? in.getInt(payload) & 0x7fffffff : 0;
            case GO_AWAY -> throw new BrokenDialogueException("the server ends the connection");
            default -> {
                // Header blocks, priorities and unknown frames change nothing here.
            }
        }
        if (last && of == stream) {
            finish();
        }
    }

    /// The head and the body of a message may come in frames of their own.
    private void gather(ByteBuffer in, int payload, int bytes, int flags) {
        if ((flags & PADDED) != 0 || bytes > message.remaining()) {
            throw new BrokenDialogueException(
                    "a message that is padded or of more than " + PAYLOAD_BYTES_MAX + " bytes");
        }
        message.put(in.slice(payload, bytes));
    }

    private void finish() {
        ended = true;
        int bytes = message.position();
        if (bytes > MESSAGE_HEAD_BYTES && message.getInt(1) == bytes - MESSAGE_HEAD_BYTES) {
            boolean found = operation == Operation.SET || holdsField(message, MESSAGE_HEAD_BYTES, bytes, FOUND_TAG);
            reply = found ? Reply.DONE : Reply.MISSING;
        }
    }

    /// Whether the top level of a protobuf message has a field: only varints and messages occur in etcd's
    /// answers.
    private static boolean holdsField(ByteBuffer in, int start, int end, int tag) {
        int index = start;
        while (index < end) {
            int found = in.get(index++);
            if (found == tag) {
                return true;
            }
            long value = 0;
            int shift = 0;
            byte next;
            do {
                next = in.get(index++);
                value |= (long) (next & 0x7f) << shift;
                shift += 7;
            } while (next < 0);
            index += (found & 7) == 2 ? (int) value : 0;
        }
        return false;
    }

    /// The connection's window is given back in large steps, the stream's never: each stream carries one message.
    private void grantWindow(int bytes, ByteBuffer out) {
        consumedBytes += bytes;
        if (consumedBytes > WINDOW_BYTES / 2) {
            frame(out, 4, WINDOW_UPDATE, 0, 0);
            out.putInt(consumedBytes);
            consumedBytes = 0;
        }
    }

    private static void answer(ByteBuffer out, int flags, int type, ByteBuffer payload) {
        if ((flags & ACK) == 0) {
            frame(out, payload.remaining(), type, ACK, 0);
            out.put(payload);
        }
    }

    private static void frame(ByteBuffer out, int bytes, int type, int flags, int stream) {
        out.put((byte) (bytes >> 16)).putShort((short) bytes).put((byte) type).put((byte) flags);
        out.putInt(stream);
    }

    private static void putText(byte[] text, ByteBuffer out) {
        out.put((byte) text.length).put(text);
    }

    private static void putVarint(int value, ByteBuffer out) {
        int rest = value;
        while (rest > 0x7f) {
            out.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    private static int varintBytes(int value) {
        return value > 0x3fff ? 3 : value > 0x7f ? 2 : 1;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
