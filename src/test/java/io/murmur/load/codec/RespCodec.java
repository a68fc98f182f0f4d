package io.murmur.load.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The Redis protocol: SET and GET, and after a SET, if asked, WAIT for replicas.
///
/// Source: Redis serialization protocol specification, RESP2 and RESP3.
public final class RespCodec implements Codec {

    private static final int INCOMPLETE = -1;

    private final KeySpace space;
    private final byte[] setHead;
    private final byte[] setMiddle;
    private final byte[] setTail;
    private final byte[] getHead;
    private final byte[] getTail = ascii("\r\n");
    private final int repliesToSet;

    private long sent;
    private int repliesDue;
    private Reply worst = Reply.DONE;
    private String refusal = "";

    /// @param waitForReplicas replicas that a WAIT after each SET asks for, 0 for none
    /// @param waitMillis time limit of the WAIT
    public RespCodec(KeySpace space, int waitForReplicas, int waitMillis) {
        this.space = space;
        setHead = ascii("*3\r\n$3\r\nSET\r\n$" + KeySpace.KEY_BYTES + "\r\n");
        setMiddle = ascii("\r\n$" + space.valueBytes() + "\r\n");
        getHead = ascii("*2\r\n$3\r\nGET\r\n$" + KeySpace.KEY_BYTES + "\r\n");
        String replicas = Integer.toString(waitForReplicas);
        String limit = Integer.toString(waitMillis);
        setTail = ascii(
                waitForReplicas == 0
                        ? "\r\n"
                        : "\r\n*3\r\n$4\r\nWAIT\r\n$" + replicas.length() + "\r\n" + replicas + "\r\n$" + limit.length()
                                + "\r\n" + limit + "\r\n");
        repliesToSet = waitForReplicas == 0 ? 1 : 2;
    }

    @Override
    public void open(ByteBuffer out) {
        // RESP2 needs no greeting.
    }

    @Override
    public void encode(Operation operation, long key, ByteBuffer out) {
        sent++;
        worst = Reply.DONE;
        switch (operation) {
            case SET -> {
                repliesDue = repliesToSet;
                out.put(setHead);
                space.putKey(key, out);
                out.put(setMiddle);
                space.putValue(key + sent, out);
                out.put(setTail);
            }
            case GET -> {
                repliesDue = 1;
                out.put(getHead);
                space.putKey(key, out);
                out.put(getTail);
            }
        }
    }

    @Override
    public Reply decode(ByteBuffer in, ByteBuffer out) {
        while (repliesDue > 0) {
            Reply reply = next(in);
            if (reply == Reply.PENDING) {
                return reply;
            }
            worst = worst.compareTo(reply) < 0 ? reply : worst;
            repliesDue--;
        }
        return worst;
    }

    private Reply next(ByteBuffer in) {
        int start = in.position();
        int end = endOfLine(in, start);
        if (end == INCOMPLETE) {
            return Reply.PENDING;
        }
        byte kind = in.get(start);
        in.position(end + 2);
        return switch (kind) {
            case '+' -> Reply.DONE;
            // WAIT answers how many replicas have it: none is no durable write.
            case ':' -> number(in, start + 1, end) > 0 ? Reply.DONE : Reply.REFUSED;
            case '_' -> Reply.MISSING;
            case '-' -> refused(in, start + 1, end);
            case '$' -> bulk(in, start, number(in, start + 1, end));
            default -> throw new BrokenDialogueException("no reply starts with " + (char) kind);
        };
    }

    private Reply refused(ByteBuffer in, int start, int end) {
        byte[] sentence = new byte[end - start];
        in.get(start, sentence);
        refusal = new String(sentence, StandardCharsets.UTF_8);
        return Reply.REFUSED;
    }

    @Override
    public String refusal() {
        return refusal;
    }

    private static Reply bulk(ByteBuffer in, int start, long length) {
        if (length < 0) {
            return Reply.MISSING;
        }
        if (in.remaining() < length + 2) {
            in.position(start);
            return Reply.PENDING;
        }
        in.position(in.position() + (int) length + 2);
        return Reply.DONE;
    }

    private static int endOfLine(ByteBuffer in, int start) {
        for (int index = start; index + 1 < in.limit(); index++) {
            if (in.get(index) == '\r' && in.get(index + 1) == '\n') {
                return index;
            }
        }
        return INCOMPLETE;
    }

    private static long number(ByteBuffer in, int start, int end) {
        boolean negative = in.get(start) == '-';
        long value = 0;
        for (int index = negative ? start + 1 : start; index < end; index++) {
            value = value * 10 + in.get(index) - '0';
        }
        return negative ? -value : value;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
