package io.murmur.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.murmur.core.bytes.BytesWriter;
import io.murmur.wire.message.MessageKind;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// No bytes make the decoder throw, hang, or take much memory.
class HostileFramesTest {

    private static final int SMALL_BYTES = 200_000;

    private final FrameDecoder decoder = Frames.decoder();

    private void assertDropped(Frame frame, String what) {
        assertInstanceOf(FrameDecoder.Dropped.class, decoder.decode(frame), what);
    }

    @Test
    void dropsFramesCutAnywhere() {
        for (long seed = 0; seed < 20; seed++) {
            Frame frame = Frames.encode(new RandomMessages(seed).batch(5)).getFirst();
            for (int length = 0; length < frame.length(); length++) {
                assertDropped(Frames.cut(frame, length), "seed " + seed + ", cut to " + length);
            }
            assertDropped(Frames.cut(frame, frame.length() + 1), "seed " + seed + ", one byte longer");
        }
    }

    @Test
    void dropsFramesWithAnyBitFlipped() {
        for (long seed = 0; seed < 10; seed++) {
            Frame frame = Frames.encode(new RandomMessages(seed).batch(5)).getFirst();
            for (int bit = 0; bit < frame.length() * 8; bit++) {
                byte[] flipped = frame.bytes().clone();
                flipped[bit / 8] ^= (byte) (1 << (bit % 8));
                assertDropped(Frame.ofOwned(flipped), "seed " + seed + ", bit " + bit);
            }
        }
    }

    @Test
    void survivesAnyByteChangedUnderARightChecksum() {
        Random random = new Random(7);
        for (long seed = 0; seed < 400; seed++) {
            Frame frame = Frames.encode(new RandomMessages(seed).batch(3)).getFirst();
            for (int at = 0; at < frame.length() - 4; at++) {
                byte[] changed = frame.bytes().clone();
                changed[at] = (byte) random.nextInt();
                assertNotNull(decoder.decode(Frames.sealed(changed)), "seed " + seed + ", at " + at);
            }
        }
    }

    @Test
    void survivesCutsUnderARightChecksum() {
        for (long seed = 0; seed < 100; seed++) {
            Frame frame = Frames.encode(new RandomMessages(seed).batch(3)).getFirst();
            for (int length = 10; length < frame.length(); length++) {
                Frame cut = Frames.sealed(Frames.cut(frame, length).bytes());
                assertDropped(cut, "seed " + seed + ", cut to " + length);
            }
        }
    }

    @Test
    void survivesGarbage() {
        Random random = new Random(11);
        for (int round = 0; round < 20_000; round++) {
            byte[] garbage = new byte[random.nextInt(300)];
            random.nextBytes(garbage);
            assertDropped(Frame.ofOwned(garbage), "round " + round);
        }
    }

    @Test
    void survivesGarbageBodiesOfEveryKind() {
        Random random = new Random(13);
        for (MessageKind kind : MessageKind.values()) {
            for (int round = 0; round < 3_000; round++) {
                byte[] body = new byte[random.nextInt(120)];
                random.nextBytes(body);
                BytesWriter section =
                        new BytesWriter(128).i32(body.length + 2).u8(kind.tag()).u8(1);
                Frame frame =
                        Frames.handmade(Frames.HEADER, 1, section.raw(body).toByteArray());
                assertNotNull(decoder.decode(frame), kind + ", round " + round);
            }
        }
    }

    @Test
    void allocatesNothingForLengthsThatAreNotThere() {
        ThreadMXBean threads = assertInstanceOf(ThreadMXBean.class, ManagementFactory.getThreadMXBean());
        for (int pass = 0; pass < 2; pass++) {
            for (MessageKind kind : MessageKind.values()) {
                for (int filled = 0; filled < 60; filled++) {
                    Frame frame = withHugeNumbersFrom(kind, filled);
                    long before = threads.getCurrentThreadAllocatedBytes();
                    assertNotNull(decoder.decode(frame));
                    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
                    assertTrue(pass == 0 || allocated < SMALL_BYTES, kind + ", " + filled + ": " + allocated);
                }
            }
        }
    }

    /// Zeros, then varints near the largest int.
    private static Frame withHugeNumbersFrom(MessageKind kind, int zeros) {
        BytesWriter body = new BytesWriter(128).raw(new byte[zeros]);
        for (int i = 0; i < 8; i++) {
            body.varint(Integer.MAX_VALUE);
        }
        BytesWriter section =
                new BytesWriter(128).i32(body.size() + 2).u8(kind.tag()).u8(1);
        return Frames.handmade(
                Frames.HEADER, 1, section.raw(body.buffer(), 0, body.size()).toByteArray());
    }

    @Test
    void refusesSectionsLongerThanTheFrame() {
        for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 100, 0, 1}) {
            byte[] section = new BytesWriter(16).i32(length).u8(3).u8(1).toByteArray();
            assertEquals(
                    DropReason.MALFORMED,
                    Frames.refusal(decoder, Frames.handmade(Frames.HEADER, 1, section)),
                    "length " + length);
        }
    }
}
