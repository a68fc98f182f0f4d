package io.murmur.cli.status;

import io.murmur.cli.command.Address;
import io.murmur.door.http.status.NodeStatus;
import io.murmur.door.http.status.NodeStatus.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The answers side by side: one row for each node that answered, and one for each that somebody names and that did
/// not. Immutable.
///
/// @param rows by name
record ClusterPicture(List<Row> rows) {

    /// One node.
    ///
    /// @param name its name; where nobody knows one, its address
    /// @param address where it was asked; empty if nobody knows where to ask
    /// @param status null if it did not answer
    /// @param silence why it did not answer; empty if it did
    record Row(String name, String address, @Nullable NodeStatus status, String silence) {

        boolean isReady() {
            return status != null && status.node().isReady();
        }
    }

    ClusterPicture {
        rows = List.copyOf(rows);
    }

    /// Puts answers side by side.
    ///
    /// @param guessed addresses nobody gave: one where nobody answers is left out, unless a node names it or none
    ///     answers at all
    static ClusterPicture of(List<Answer> answers, Collection<Address> guessed) {
        return new ClusterPicture(new Drawing(answers).rows(guessed));
    }

    /// The rows of nodes that answered.
    List<NodeStatus> answered() {
        List<NodeStatus> answered = new ArrayList<>();
        for (Row row : rows) {
            if (row.status() != null) {
                answered.add(row.status());
            }
        }
        return answered;
    }

    boolean allReady() {
        return !rows.isEmpty() && rows.stream().allMatch(Row::isReady);
    }

    /// How `viewer` sees `seen`; null if it does not name it.
    static @Nullable Member sight(NodeStatus viewer, Row seen) {
        return viewer.members().stream()
                .filter(member -> isOf(member, seen))
                .findFirst()
                .orElse(null);
    }

    /// By id where both know one: names are free to move.
    private static boolean isOf(Member member, Row row) {
        NodeStatus status = row.status();
        String id = member.id();
        return (status == null || id == null)
                ? member.name().equals(row.name())
                : status.node().id().equals(id);
    }

    /// Sorts answers into rows.
    private static final class Drawing {

        private final Map<String, Answer.Told> toldById = new TreeMap<>();
        private final Map<String, Answer.Silent> silentByAddress = new TreeMap<>();

        Drawing(List<Answer> answers) {
            for (Answer answer : answers) {
                switch (answer) {
                    case Answer.Told told ->
                        toldById.putIfAbsent(told.status().node().id(), told);
                    case Answer.Silent silent ->
                        silentByAddress.put(silent.address().toString(), silent);
                }
            }
        }

        List<Row> rows(Collection<Address> guessed) {
            List<Row> rows = new ArrayList<>();
            for (Answer.Told told : toldById.values()) {
                rows.add(new Row(told.status().node().name(), told.address().toString(), told.status(), ""));
            }
            rows.addAll(silentMembers().values());
            for (Answer.Silent silent : silentByAddress.values()) {
                if (toldById.isEmpty() || !guessed.contains(silent.address())) {
                    String address = silent.address().toString();
                    rows.add(new Row(address, address, null, silent.reason()));
                }
            }
            rows.sort(Comparator.comparing(Row::name).thenComparing(Row::address));
            return rows;
        }

        /// Members that somebody names and that did not answer. Takes their addresses out of the silent ones.
        private Map<String, Row> silentMembers() {
            Map<String, Row> silent = new TreeMap<>();
            for (Answer.Told told : toldById.values()) {
                for (Member member : told.status().members()) {
                    if (!hasAnswered(member)) {
                        silent.merge(
                                member.name(),
                                row(member),
                                (known, other) -> known.address().isEmpty() ? other : known);
                    }
                }
            }
            silent.values().forEach(row -> silentByAddress.remove(row.address()));
            return silent;
        }

        private boolean hasAnswered(Member member) {
            String id = member.id();
            return id != null
                    ? toldById.containsKey(id)
                    : toldById.values().stream()
                            .anyMatch(told -> told.status().node().name().equals(member.name()));
        }

        private Row row(Member member) {
            Address address = Address.ofMember(member);
            if (address == null) {
                return new Row(member.name(), "", null, "nobody knows where its HTTP door is");
            }
            Answer.Silent silent = silentByAddress.get(address.toString());
            String reason = silent == null ? "another node answers there" : silent.reason();
            return new Row(member.name(), address.toString(), null, reason);
        }
    }
}
