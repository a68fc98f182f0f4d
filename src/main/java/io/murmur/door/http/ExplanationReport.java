package io.murmur.door.http;

import io.murmur.core.entropy.audit.KeyReport;
import io.murmur.core.machine.Safeguards;
import io.murmur.core.machine.Value;
import io.murmur.core.namespace.Namespace;
import io.murmur.core.value.Amount;
import io.murmur.core.value.ConflictRule;
import io.murmur.core.value.Element;
import io.murmur.core.value.Expiry;
import io.murmur.core.value.ObjectDigest;
import io.murmur.core.value.ObjectMerge;
import io.murmur.core.value.Sibling;
import io.murmur.core.value.StoredObject;
import io.murmur.core.value.hyper.HyperLogLog;
import io.murmur.core.value.hyper.RedisForm;
import io.murmur.core.version.ActorId;
import io.murmur.core.version.Dot;
import io.murmur.core.version.HybridTime;
import io.murmur.door.http.status.Explanation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Makes the document that explains one key.
final class ExplanationReport {

    /// A collection may have thousands of elements.
    private static final int ELEMENTS_TOLD_MAX = 100;

    private final NodeView view;
    private final NodeView.Agreement agreement;
    private final Names names;
    private final KeyReport report;
    private final Namespace namespace;
    private final StoredObject merged;
    private final Instant now = Instant.now();
    private final List<Sibling> visible;
    private final ElementWords elements;
    /// Every event that lives somewhere.
    private final TreeMap<Dot, Sibling> living = new TreeMap<>();

    private ExplanationReport(NodeView view, NodeView.Agreement agreement, KeyReport report) {
        this.view = view;
        this.agreement = agreement;
        this.names = new Names(view.members());
        this.report = report;
        this.namespace = agreement.namespaces().of(report.key());
        ObjectMerge merge = new ObjectMerge(Safeguards.ALL);
        StoredObject all = StoredObject.ABSENT;
        for (KeyReport.Shown shown : report.shown()) {
            StoredObject object = shown.object();
            if (object != null) {
                all = merge.merge(all, object);
                object.siblings().forEach(sibling -> living.put(sibling.dot(), sibling));
            }
        }
        this.merged = all;
        this.visible = merged.visible(namespace.conflict(), now.toEpochMilli());
        this.elements = new ElementWords(merged, namespace, now.toEpochMilli());
    }

    static Explanation of(NodeView view, NodeView.Agreement agreement, KeyReport report) {
        return new ExplanationReport(view, agreement, report).make();
    }

    private Explanation make() {
        Map<String, String> declined = new TreeMap<>();
        report.declined().forEach((node, why) -> declined.put(names.of(node), Names.words(why)));
        Value shown = visible.isEmpty() || elements.isCollection()
                ? null
                : visible.getFirst().value();
        List<Sibling> told = told();
        return new Explanation(
                Explanation.FORMAT,
                view.identity().name(),
                agreement.cluster().toString(),
                now.truncatedTo(ChronoUnit.MILLIS).toString(),
                Preview.whole(report.key().bytes()),
                report.key().slot(),
                report.partition(),
                new Explanation.Rules(
                        namespace.name(),
                        agreement.placement().replicas(),
                        namespace.writeOwners(),
                        namespace.readOwners(),
                        Names.words(namespace.conflict())),
                agreement.placement().ownersOf(report.partition()).stream()
                        .map(names::of)
                        .toList(),
                elements.type(),
                shown == null ? null : Preview.of(shown.bytes()),
                why(),
                told.stream().map(this::version).toList(),
                living.size() - told.size(),
                report.shown().stream().map(this::replica).toList(),
                report.silent().stream().map(names::of).toList(),
                declined);
    }

    /// All but elements beyond the first.
    private List<Sibling> told() {
        List<Sibling> told = new ArrayList<>();
        int count = 0;
        for (Sibling sibling : living.values()) {
            count += sibling.element() == null ? 0 : 1;
            if (sibling.element() == null || count <= ELEMENTS_TOLD_MAX) {
                told.add(sibling);
            }
        }
        return told;
    }

    private String why() {
        if (elements.isCollection()) {
            return elements.why();
        }
        if (!merged.isKnown()) {
            boolean isUnreadable = report.shown().stream().anyMatch(shown -> shown.object() == null);
            return report.shown().isEmpty()
                    ? "no owner answered"
                    : isUnreadable ? "no copy of it can be read" : "no owner that answered knows the key";
        }
        if (visible.isEmpty() && merged.isAlive() && !merged.isAliveAt(now.toEpochMilli())) {
            return "it has expired";
        }
        if (visible.isEmpty() && merged.siblings().stream().anyMatch(Sibling::isRemoval)) {
            return "its elements were removed";
        }
        if (visible.isEmpty()) {
            return namespace.conflict() == ConflictRule.LAST_WRITER && merged.isAlive()
                    ? "the last writer deleted it, or its value has expired"
                    : "it is deleted";
        }
        long adding = merged.siblings().stream()
                .filter(sibling -> sibling.amount() != null)
                .count();
        String added = adding == 0 ? "" : ", with what " + adding + (adding == 1 ? " writer" : " writers") + " added";
        long versions = merged.siblings().stream()
                .filter(sibling -> !sibling.isExpiry() && sibling.part() == null)
                .count();
        long additions = merged.siblings().stream()
                .filter(sibling -> sibling.registers() != null)
                .count();
        String united = additions + (additions == 1 ? " addition" : " additions");
        if (visible.getFirst().registers() != null) {
            return "it is the union of " + united;
        }
        if (visible.getFirst().amount() != null) {
            return "it is the sum of what " + adding + (adding == 1 ? " writer" : " writers") + " added";
        }
        String seen = additions > 0 && isUnited() ? ", with what " + united + " saw" : "";
        return (versions == 1 ? "it is the only version" : whyOf(versions)) + added + seen;
    }

    private String whyOf(long versions) {
        return namespace.conflict() == ConflictRule.LAST_WRITER
                ? "it is the last writer's of " + versions + " versions"
                : "of " + versions
                        + " concurrent versions it is the value with the greatest time, then writer; KV.GET shows all";
    }

    private Explanation.Version version(Sibling sibling) {
        Amount amount = sibling.amount();
        Element element = sibling.element();
        Value value = amount == null ? sibling.value() : Value.of(Long.toString(amount.total()));
        List<String> held = new ArrayList<>();
        List<String> superseded = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (KeyReport.Shown shown : report.shown()) {
            StoredObject object = shown.object();
            if (object != null) {
                List<String> list = object.holds(sibling.dot())
                        ? held
                        : object.context().covers(sibling.dot()) ? superseded : missing;
                list.add(names.of(shown.owner()));
            }
        }
        ActorId writer = sibling.dot().actor();
        return new Explanation.Version(
                event(sibling.dot()),
                names.of(writer.node()),
                HexFormat.of().toHexDigits(writer.incarnation()),
                Instant.ofEpochMilli(HybridTime.millisOf(sibling.hybridTime())).toString(),
                sibling.operation().toString(),
                kind(sibling),
                value == null ? 0 : value.length(),
                value == null ? "" : element == null ? Preview.of(value.bytes()) : ElementWords.held(element, value),
                held,
                superseded,
                missing,
                fate(sibling));
    }

    private String kind(Sibling sibling) {
        Expiry expiry = sibling.expiry();
        if (sibling.isExpiry() && expiry != null) {
            return expiry.atMillis() == Expiry.NEVER
                    ? "no expiry any more"
                    : "expiry at " + Instant.ofEpochMilli(expiry.atMillis());
        }
        long end = sibling.isValue() && merged.holds(sibling.dot()) ? merged.endOf(sibling) : Expiry.NEVER;
        String until = end == Expiry.NEVER ? "" : " until " + Instant.ofEpochMilli(end);
        return whatIsWritten(sibling) + until;
    }

    private static String whatIsWritten(Sibling sibling) {
        Element element = sibling.element();
        if (element != null) {
            return ElementWords.kind(element);
        }
        HyperLogLog registers = sibling.registers();
        if (registers != null) {
            return "seen, about " + registers.estimate();
        }
        return sibling.isDelete() ? "delete" : sibling.amount() == null ? "value" : "added in all";
    }

    private String fate(Sibling sibling) {
        Element element = sibling.element();
        if (!merged.holds(sibling.dot())) {
            return "superseded";
        }
        if (element != null) {
            return elements.fate(sibling, element);
        }
        if (sibling.isExpiry()) {
            return "says when a value ends";
        }
        if (sibling.isValue() && merged.endOf(sibling) <= now.toEpochMilli()) {
            return "expired";
        }
        if (sibling.isValue() && elements.isCollection()) {
            return elements.hidden();
        }
        if (sibling.amount() != null) {
            return "is counted";
        }
        if (sibling.registers() != null) {
            return isUnited() ? "is united" : "hidden: the value is no HyperLogLog";
        }
        if (!visible.isEmpty() && visible.getFirst().dot().equals(sibling.dot())) {
            return "shown";
        }
        if (sibling.isDelete()) {
            return !visible.isEmpty()
                    ? "a delete beside a value"
                    : elements.isCollection() ? "a delete beside elements" : "deletes the key";
        }
        boolean isVisible = visible.stream().anyMatch(other -> other.dot().equals(sibling.dot()));
        if (isVisible) {
            return "a sibling";
        }
        return namespace.conflict() == ConflictRule.LAST_WRITER ? "lost to the last writer" : "repeats an operation";
    }

    /// Whether additions show: alone, or in a value that is one.
    private boolean isUnited() {
        return visible.stream()
                .map(Sibling::value)
                .anyMatch(value -> value != null && RedisForm.read(value.bytes()) != null);
    }

    private Explanation.Replica replica(KeyReport.Shown shown) {
        StoredObject object = shown.object();
        Map<String, Long> knows = new TreeMap<>();
        List<String> lost = new ArrayList<>();
        int lostMore = 0;
        boolean behind = false;
        if (object != null) {
            for (int i = 0; i < object.context().size(); i++) {
                knows.put(writer(object.context().actorAt(i)), object.context().counterAt(i));
            }
            for (Dot dot : living.keySet()) {
                boolean lacks = !object.context().covers(dot);
                behind |= lacks;
                boolean isLost = lacks && shown.clock().clock().covers(dot);
                if (isLost && lost.size() < ELEMENTS_TOLD_MAX) {
                    lost.add(event(dot));
                } else {
                    lostMore += isLost ? 1 : 0;
                }
            }
        }
        if (lostMore > 0) {
            lost.add(lostMore + " other events");
        }
        String state = object == null
                ? "unreadable"
                : behind ? (object.isKnown() ? "behind" : "absent") : object.isKnown() ? "current" : "absent";
        StoredObject held = object == null ? StoredObject.ABSENT : object;
        return new Explanation.Replica(
                names.of(shown.owner()),
                state,
                held.isKnown() ? HexFormat.of().toHexDigits(ObjectDigest.contentOf(held)) : "",
                held.isKnown() ? held.encoded().length : 0,
                knows,
                lost,
                shown.clock().clock().size());
    }

    private String event(Dot dot) {
        return writer(dot.actor()) + "/" + dot.counter();
    }

    /// A node that lost data writes under several incarnations.
    private String writer(ActorId actor) {
        boolean isOneOfMany = false;
        for (int i = 0; i < merged.context().size(); i++) {
            ActorId other = merged.context().actorAt(i);
            isOneOfMany |= other.node().equals(actor.node()) && !other.equals(actor);
        }
        String name = names.of(actor.node());
        return isOneOfMany ? name + "~" + HexFormat.of().toHexDigits(actor.incarnation()) : name;
    }
}
