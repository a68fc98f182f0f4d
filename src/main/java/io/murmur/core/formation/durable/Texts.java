package io.murmur.core.formation.durable;

import io.murmur.core.bytes.BytesReader;
import io.murmur.core.bytes.BytesWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Texts in the formats of formation: length and UTF-8.
public final class Texts {

    private Texts() {}

    /// Appends `text`.
    public static void write(BytesWriter out, String text) {
        out.bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Reads the next text.
    ///
    /// @throws io.murmur.core.bytes.MalformedBytes when the bytes end too early
    public static String read(BytesReader in) {
        return new String(in.bytes(), StandardCharsets.UTF_8);
    }

    static void writeAll(BytesWriter out, List<String> texts) {
        out.varint(texts.size());
        texts.forEach(text -> write(out, text));
    }

    static List<String> readAll(BytesReader in, int countMax) {
        int count = in.count(countMax);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(read(in));
        }
        return texts;
    }
}
