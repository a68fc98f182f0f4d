package io.murmur.node.settings;

import com.typesafe.config.ConfigUtil;
import io.murmur.core.namespace.Namespace;
import io.murmur.core.namespace.Namespaces;
import io.murmur.core.namespace.Protocol;
import io.murmur.core.namespace.ReadRepair;
import io.murmur.core.value.ConflictRule;
import io.murmur.node.configuration.Readings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads `murmur.namespaces`, where what a named one leaves out has been filled in.
final class NamespaceReader {

    static final String DEFAULT = "default";

    private static final String MAJORITY = "majority";
    private static final int NAMED_MAX = 256;
    private static final Pattern NAME = Pattern.compile("[^:{}\\s\\p{Cntrl}]{1,64}");
    private static final Map<String, ConflictRule> CONFLICT_RULES = conflictRules();
    private static final Map<String, Boolean> DURABILITIES = durabilities();
    private static final Map<String, Protocol> PROTOCOLS = protocols();
    private static final Map<String, ReadRepair> REPAIRS = repairs();
    private static final Map<String, Boolean> SWITCHES = switches();

    private final Readings all;
    private final int replicas;
    private final List<String> warnings = new ArrayList<>();

    private NamespaceReader(Readings all, int replicas) {
        this.all = all;
        this.replicas = replicas;
    }

    /// Reads them.
    ///
    /// @param all at `murmur.namespaces`
    /// @param names of all namespaces but the default, ascending
    static NamespaceSettings read(Readings all, List<String> names, int replicas) {
        return new NamespaceReader(all, replicas).readAll(names);
    }

    private NamespaceSettings readAll(List<String> names) {
        if (names.size() > NAMED_MAX) {
            all.problems().add(all.path() + " has " + names.size() + " names; at most " + NAMED_MAX + " are allowed");
        }
        Namespace fallback = readOne(DEFAULT);
        List<Namespace> named = names.stream().map(this::readOne).toList();
        StringBuilder canonical = new StringBuilder(describe(fallback));
        named.forEach(namespace -> canonical.append(' ').append(describe(namespace)));
        return new NamespaceSettings(new Namespaces(fallback, named), canonical.toString(), List.copyOf(warnings));
    }

    private Namespace readOne(String name) {
        Readings one = all.at(ConfigUtil.joinPath(name), DEFAULT);
        if (!NAME.matcher(name).matches()) {
            all.problems()
                    .add(one.path() + " is a name that no key can have; names of namespaces have 1 to 64 characters,"
                            + " none of them a space, a colon or a brace");
        }
        int majority = replicas / 2 + 1;
        int writeOwners = one.wholeOr(MAJORITY, majority, "write-owners", 1, replicas);
        int readOwners = one.wholeOr(MAJORITY, majority, "read-owners", 1, replicas);
        ConflictRule conflict = one.choice("conflict", CONFLICT_RULES);
        boolean synced = one.choice("durability", DURABILITIES);
        Protocol protocol = one.choice("protocol", PROTOCOLS);
        if (protocol == Protocol.PASSIVE && writeOwners != 1) {
            all.problems()
                    .add(one.path() + ".write-owners is " + writeOwners
                            + ", and its protocol passive: a passive write is"
                            + " durable on one owner when it is answered, so write-owners must be 1");
        }
        warnAbout(one.path(), writeOwners, readOwners);
        ReadRepair repair = one.choice("read-repair", REPAIRS);
        boolean sloppy = one.choice("sloppy", SWITCHES);
        if (repair != ReadRepair.BLOCKING && 2 * readOwners > replicas) {
            warnings.add(one.path() + ": a later read may show an older value than an earlier one, although a read asks"
                    + " a majority, since read-repair is " + wordFor(REPAIRS, repair));
        }
        return new Namespace(name, writeOwners, readOwners, conflict, synced, protocol, repair, sloppy);
    }

    private void warnAbout(String path, int writeOwners, int readOwners) {
        String numbers =
                " (replicas " + replicas + ", write-owners " + writeOwners + ", read-owners " + readOwners + ")";
        if (readOwners + writeOwners <= replicas) {
            warnings.add(path + ": a read may miss a write that was acknowledged before it, since read-owners and"
                    + " write-owners together do not exceed replicas" + numbers);
        }
        if (2 * writeOwners <= replicas) {
            warnings.add(path + ": a plain SET or DEL may fail to supersede a write that was acknowledged before it,"
                    + " since twice write-owners does not exceed replicas" + numbers);
        }
        if (2 * readOwners <= replicas) {
            warnings.add(path + ": a later read may show an older value than an earlier one, since twice read-owners"
                    + " does not exceed replicas" + numbers);
        }
    }

    private static String describe(Namespace namespace) {
        return namespace.name() + "{write-owners=" + namespace.writeOwners() + ",read-owners="
                + namespace.readOwners() + ",conflict=" + wordFor(CONFLICT_RULES, namespace.conflict())
                + ",durability=" + wordFor(DURABILITIES, namespace.synced())
                // Volumes that were formed before there was a choice do not name it.
                + (namespace.protocol() == Protocol.ACTIVE
                        ? ""
                        : ",protocol=" + wordFor(PROTOCOLS, namespace.protocol()))
                + (namespace.repair() == ReadRepair.BLOCKING
                        ? ""
                        : ",read-repair=" + wordFor(REPAIRS, namespace.repair()))
                + (namespace.sloppy() ? ",sloppy=on" : "")
                + "}";
    }

    private static <T> String wordFor(Map<String, T> words, T meaning) {
        return words.entrySet().stream()
                .filter(entry -> entry.getValue().equals(meaning))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, ConflictRule> conflictRules() {
        Map<String, ConflictRule> words = new LinkedHashMap<>();
        words.put("siblings", ConflictRule.SIBLINGS);
        words.put("last-writer", ConflictRule.LAST_WRITER);
        return words;
    }

    private static Map<String, Protocol> protocols() {
        Map<String, Protocol> words = new LinkedHashMap<>();
        words.put("active", Protocol.ACTIVE);
        words.put("passive", Protocol.PASSIVE);
        return words;
    }

    private static Map<String, ReadRepair> repairs() {
        Map<String, ReadRepair> words = new LinkedHashMap<>();
        words.put("blocking", ReadRepair.BLOCKING);
        words.put("async", ReadRepair.ASYNC);
        words.put("off", ReadRepair.OFF);
        return words;
    }

    private static Map<String, Boolean> switches() {
        Map<String, Boolean> words = new LinkedHashMap<>();
        words.put("on", true);
        words.put("off", false);
        return words;
    }

    private static Map<String, Boolean> durabilities() {
        Map<String, Boolean> words = new LinkedHashMap<>();
        words.put("fsync", true);
        words.put("os", false);
        return words;
    }
}
