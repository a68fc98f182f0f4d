package io.murmur.rules.tidy;

import io.murmur.rules.tree.SourceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// No notes to oneself and no author tags in comments (open an issue, ask git), and documentation as `///` markdown.
final class CommentCheck implements Check {

    private static final Pattern BANNED = Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b|@author\\b");

    @Override
    public List<Finding> findings(SourceTree source) {
        List<Finding> findings = new ArrayList<>();
        for (Comments.Comment comment : Comments.of(source.text())) {
            var matcher = BANNED.matcher(comment.text());
            if (matcher.find()) {
                findings.add(new Finding(source.path(), comment.line(), "comment with " + matcher.group()));
            }
            if (comment.text().startsWith("/**")) {
                findings.add(new Finding(source.path(), comment.line(), "write documentation as /// markdown"));
            }
        }
        return findings;
    }
}
