package io.murmur.resp;

/// A pattern as Redis knows them: `*`, `?`, `[a-z]`, `[^a]`, and `\` before a letter that means itself.
///
/// Matching takes at most pattern length times text length steps, whatever the pattern. Immutable.
public final class GlobPattern {

    private final byte[] pattern;

    /// Takes `pattern` over; it must not change any more.
    public GlobPattern(byte[] pattern) {
        this.pattern = pattern;
    }

    /// Whether the whole of `text` fits. Only the last star is ever retried: an earlier one has taken no more
    /// than it had to, so giving it more cannot help.
    public boolean matches(byte[] text) {
        int at = 0;
        int in = 0;
        int starAt = -1;
        int starIn = 0;
        while (in < text.length) {
            if (at < pattern.length && pattern[at] == '*') {
                starAt = at++;
                starIn = in;
            } else if (at < pattern.length && fitsOne(at, text[in])) {
                at = afterOne(at);
                in++;
            } else if (starAt >= 0) {
                at = starAt + 1;
                in = ++starIn;
            } else {
                return false;
            }
        }
        while (at < pattern.length && pattern[at] == '*') {
            at++;
        }
        return at == pattern.length;
    }

    private boolean fitsOne(int at, byte letter) {
        return switch (pattern[at]) {
            case '?' -> true;
            case '[' -> fitsClass(at, letter);
            case '\\' -> pattern[at + 1 < pattern.length ? at + 1 : at] == letter;
            default -> pattern[at] == letter;
        };
    }

    private int afterOne(int at) {
        return switch (pattern[at]) {
            case '[' -> classEnd(at);
            case '\\' -> Math.min(at + 2, pattern.length);
            default -> at + 1;
        };
    }

    /// Where the pattern goes on behind the class that begins at `at`; an unclosed class reaches to the end.
    private int classEnd(int at) {
        int next = at + 1;
        while (next < pattern.length && pattern[next] != ']') {
            next += pattern[next] == '\\' && next + 1 < pattern.length ? 2 : 1;
        }
        return Math.min(next + 1, pattern.length);
    }

    private boolean fitsClass(int at, byte letter) {
        int next = at + 1;
        boolean negated = next < pattern.length && pattern[next] == '^';
        next += negated ? 1 : 0;
        boolean found = false;
        while (next < pattern.length && pattern[next] != ']') {
            if (pattern[next] == '\\' && next + 1 < pattern.length) {
                found |= pattern[next + 1] == letter;
                next += 2;
            } else if (next + 2 < pattern.length && pattern[next + 1] == '-') {
                int low = Math.min(pattern[next] & 0xFF, pattern[next + 2] & 0xFF);
                int high = Math.max(pattern[next] & 0xFF, pattern[next + 2] & 0xFF);
                found |= (letter & 0xFF) >= low && (letter & 0xFF) <= high;
                next += 3;
            } else {
                found |= pattern[next] == letter;
                next++;
            }
        }
        return found != negated;
    }
}
