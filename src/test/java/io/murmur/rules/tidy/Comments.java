package io.murmur.rules.tidy;

import java.util.ArrayList;
import java.util.List;

/// Finds the comments of a Java text: the compiler keeps only those that document something.
///
/// A small scanner that knows where strings, text blocks and characters begin and end, and nothing else of the
/// language.
final class Comments {

    /// @param line where it begins, from 1
    record Comment(int line, String text) {}

    private final String text;
    private final List<Comment> found = new ArrayList<>();
    private int position;

    private Comments(String text) {
        this.text = text;
    }

    static List<Comment> of(String text) {
        Comments comments = new Comments(text);
        while (comments.position < text.length()) {
            comments.step();
        }
        return comments.found;
    }

    private void step() {
        if (startsWith("//")) {
            take(endOf("\n", 2));
        } else if (startsWith("/*")) {
            take(endOf("*/", 2));
        } else if (startsWith("\"\"\"")) {
            skipQuoted("\"\"\"");
        } else if (startsWith("\"")) {
            skipQuoted("\"");
        } else if (startsWith("'")) {
            skipQuoted("'");
        } else {
            position++;
        }
    }

    private boolean startsWith(String prefix) {
        return text.startsWith(prefix, position);
    }

    private int endOf(String terminator, int skipped) {
        int at = text.indexOf(terminator, position + skipped);
        return at < 0 ? text.length() : at + terminator.length();
    }

    private void take(int end) {
        int line =
                (int) text.substring(0, position).chars().filter(c -> c == '\n').count() + 1;
        found.add(new Comment(line, text.substring(position, end)));
        position = end;
    }

    private void skipQuoted(String quote) {
        position += quote.length();
        while (position < text.length() && !startsWith(quote)) {
            position += text.charAt(position) == '\\' ? 2 : 1;
        }
        position += quote.length();
    }
}
