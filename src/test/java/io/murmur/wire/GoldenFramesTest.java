package io.murmur.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.murmur.core.bytes.BytesWriter;
import io.murmur.wire.message.MessageKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Frames written once and kept: every later version must read them and write the same bytes.
class GoldenFramesTest {

    @Test
    void readsGoldenFramesForEver() throws IOException {
        for (Map.Entry<String, List<FramedMessage>> sample : GoldenSamples.all().entrySet()) {
            FrameDecoder.Decoded decoded = Frames.decode(GoldenSamples.read(sample.getKey()));
            assertEquals(new FrameDecoder.Decoded(Frames.HEADER, sample.getValue(), 0), decoded, sample.getKey());
        }
    }

    @Test
    void writesGoldenFramesByteForByte() throws IOException {
        for (Map.Entry<String, List<FramedMessage>> sample : GoldenSamples.all().entrySet()) {
            Frame golden = GoldenSamples.read(sample.getKey());
            List<FramedMessage> read = Frames.decode(golden).messages();
            assertEquals(List.of(golden), Frames.encode(read), sample.getKey());
            assertEquals(List.of(golden), Frames.encode(sample.getValue()), sample.getKey());
        }
    }

    @Test
    void everyKindHasAGoldenFrame() {
        Set<MessageKind> kinds = EnumSet.noneOf(MessageKind.class);
        for (List<FramedMessage> messages : GoldenSamples.all().values()) {
            messages.forEach(framed -> kinds.add(MessageKind.of(framed.message())));
        }
        assertEquals(EnumSet.allOf(MessageKind.class), kinds);
    }

    @Test
    void everyGoldenFileIsRead() throws IOException {
        Set<Path> expected =
                GoldenSamples.all().keySet().stream().map(GoldenSamples::fileOf).collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(GoldenSamples.FOLDER)) {
            assertEquals(new TreeSet<>(expected), files.collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    /// The byte table of `src/docs/formats.md`, written out by hand.
    @Test
    void laysAFrameOutAsDocumented() throws IOException {
        BytesWriter out = new BytesWriter(256);
        out.u8(1).u8(1).i32(1);
        out.i64(0x0123456789ABCDEFL).i64(0x0F1E2D3C4B5A6978L);
        out.i64(0xA1).i64(0xA2).i64(0xA3);
        out.i64(0xB1).i64(0xB2).i64(0xB3);
        out.i64(5).i64(0x0000018F_12345678L << 16);
        out.i32(2 + 3 + 1 + 8 + 1).u8(19).u8(1);
        out.varint(90_000).varint(0);
        out.i64(0x0123_4567_89AB_CDE0L).varint(0);
        assertEquals(GoldenSamples.read("stored"), Frames.sealed(out.i32(0).toByteArray()));
    }
}
