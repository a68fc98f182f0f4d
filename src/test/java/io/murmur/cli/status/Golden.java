package io.murmur.cli.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Texts in `src/test/resources/golden/status`.
final class Golden {

    private Golden() {}

    static void assertGolden(String name, String text) throws IOException {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/status/" + name)) {
            byte[] golden = Objects.requireNonNull(in, name).readAllBytes();
            assertEquals(new String(golden, StandardCharsets.UTF_8), text, name);
        }
    }
}
