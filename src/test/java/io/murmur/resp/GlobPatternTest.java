package io.murmur.resp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Patterns mean what they mean to Redis, and none takes for ever.
class GlobPatternTest {

    @Test
    void matchesLikeRedis() {
        String[] cases = {
            "* a yes",
            "a* abc yes",
            "a*c abc yes",
            "a*c abd no",
            "h?llo hello yes",
            "h?llo hllo no",
            "h[ae]llo hallo yes",
            "h[^e]llo hello no",
            "h[^e]llo hallo yes",
            "h[a-c]llo hbllo yes",
            "h[c-a]llo hbllo yes",
            "a\\*b a*b yes",
            "a\\*b axb no",
            "[\\]] ] yes",
            "*a*b*c xaybzc yes",
            "*a*b*c xaybz no",
            "user:*:name user:1:name yes",
            "[abc a yes",
            "a\\ a\\ yes",
            "abc ab no",
            "ab abc no",
        };
        for (String text : cases) {
            String[] words = text.split(" ", -1);
            assertEquals(words[2].equals("yes"), matches(words[0], words[1]), text);
        }
        assertEquals(true, matches("*", ""));
        assertEquals(false, matches("?", ""));
    }

    @Test
    void isNotLedIntoTryingEverything() {
        assertFalse(matches("*a".repeat(200) + "b", "a".repeat(5000)));
    }

    private static boolean matches(String pattern, String text) {
        return new GlobPattern(bytes(pattern)).matches(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
