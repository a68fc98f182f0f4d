package io.murmur.cli.explain;

import io.murmur.cli.command.TextTable;
import io.murmur.door.http.status.Explanation;
import java.util.ArrayList;
import java.util.List;

/// An explanation as people read it.
final class ExplainReading {

    /// How the kind of a version that is a value begins.
    private static final String VALUE = "value";
    private static final String ADDED = "added in all";
    private static final String FIELD = "field ";
    private static final String MEMBER = "member ";

    private final StringBuilder text = new StringBuilder();

    private ExplainReading() {}

    static String text(Explanation explanation) {
        ExplainReading reading = new ExplainReading();
        reading.write(explanation);
        return reading.text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void write(Explanation explained) {
        Explanation.Rules rules = explained.namespace();
        line("key \"" + explained.key() + "\", slot " + explained.slot() + ", partition " + explained.partition()
                + ", owners " + String.join(", ", explained.owners()));
        line("namespace " + rules.name() + ": " + rules.owners() + " owners, " + rules.writeOwners() + " for a write, "
                + rules.readOwners() + " for a read, " + rules.conflict());
        line("asked " + explained.node() + ", " + explained.at());
        line("");
        String shown = explained.shown() == null ? "nothing" : "\"" + explained.shown() + "\"";
        String reader = isCollection(explained) ? "A reader of a single value" : "A reader";
        line(reader + " is shown " + shown + ": " + explained.why() + ".");
        explained.versions().forEach(this::write);
        if (explained.more() > 0) {
            line("");
            line("and " + explained.more() + " more elements");
        }
        line("");
        TextTable replicas = new TextTable();
        replicas.row(List.of("replica", "state", "bytes", "digest", "knows of this key"));
        for (Explanation.Replica replica : explained.replicas()) {
            replicas.row(List.of(
                    replica.owner(),
                    replica.state(),
                    String.valueOf(replica.bytes()),
                    replica.digest().isEmpty() ? "-" : replica.digest(),
                    knows(replica)));
        }
        text.append(replicas.text());
        for (Explanation.Replica replica : explained.replicas()) {
            replica.lost().forEach(event -> line(replica.owner() + " had applied " + event + " and has lost it"));
        }
        explained.silent().forEach(owner -> line(owner + " did not answer"));
        explained.declined().forEach((owner, why) -> line(owner + " would not answer: " + why));
    }

    private static String knows(Explanation.Replica replica) {
        List<String> known = new ArrayList<>();
        replica.knows().forEach((writer, counter) -> known.add(writer + " up to " + counter));
        return known.isEmpty() ? "nothing" : String.join(", ", known);
    }

    private void write(Explanation.Version version) {
        line("");
        line(version.event() + ": " + what(version) + " -- " + version.fate());
        line("  written through " + version.writer() + " at " + version.time() + " by its clock, operation "
                + version.operation());
        line("  lives at " + names(version.heldBy())
                + (version.supersededAt().isEmpty() ? "" : "; superseded at " + names(version.supersededAt()))
                + (version.missingAt().isEmpty() ? "" : "; has not reached " + names(version.missingAt())));
    }

    private static String what(Explanation.Version version) {
        String kind = version.kind();
        String value = "\"" + version.preview() + "\", " + version.bytes() + " bytes";
        if (kind.startsWith(ADDED)) {
            return "added " + version.preview() + " in all" + kind.substring(ADDED.length());
        }
        if (kind.startsWith(VALUE)) {
            return value + kind.substring(VALUE.length());
        }
        if (kind.startsWith(FIELD)) {
            return kind + ": " + value;
        }
        if (kind.startsWith(MEMBER) && !version.preview().isEmpty()) {
            return kind + ", score " + version.preview();
        }
        return kind.equals("delete") ? "a delete" : kind;
    }

    private static boolean isCollection(Explanation explained) {
        String type = explained.type();
        return type != null && (type.endsWith("set") || type.equals("hash"));
    }

    private static String names(List<String> owners) {
        return owners.isEmpty() ? "nobody" : String.join(", ", owners);
    }
}
