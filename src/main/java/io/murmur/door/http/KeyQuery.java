package io.murmur.door.http;

import io.murmur.core.machine.Key;
import java.util.HexFormat;
import org.apache.pekko.http.javadsl.model.Query;

/// The key a request is about: `key=TEXT` in UTF-8, or `keyhex=BYTES` for one that is no text.
final class KeyQuery {

    private KeyQuery() {}

    /// Reads the parameters of a request.
    ///
    /// @throws IllegalArgumentException with a sentence that says what is missing
    static Key of(Query query) {
        String text = query.getOrElse("key", "");
        String hex = query.getOrElse("keyhex", "");
        if (text.isEmpty() == hex.isEmpty()) {
            throw new IllegalArgumentException("Give the key with the parameter key, or in hexadecimal with keyhex.");
        }
        if (!text.isEmpty()) {
            return Key.of(text);
        }
        try {
            return Key.ofOwned(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "The parameter keyhex must be an even number of hexadecimal digits.", wrong);
        }
    }
}
