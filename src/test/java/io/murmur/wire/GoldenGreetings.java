package io.murmur.wire;

import io.murmur.core.formation.durable.ClusterTerms;
import io.murmur.core.formation.durable.Formed;
import io.murmur.core.formation.durable.Proposal;
import io.murmur.core.formation.durable.Standing;
import io.murmur.core.formation.hello.Contact;
import io.murmur.core.formation.hello.Doors;
import io.murmur.core.formation.hello.Hello;
import io.murmur.core.formation.hello.VolumeMemory;
import io.murmur.core.formation.hello.VolumeReport;
import io.murmur.core.formation.hello.VolumeStarts;
import io.murmur.core.formation.message.FormationMessage;
import io.murmur.core.formation.message.Introduction;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.ring.ClusterId;
import io.murmur.core.ring.Partitions;
import io.murmur.core.ring.Placement;
import io.murmur.core.ring.Planner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The messages for anyone among the golden frames, by the name of the file.
final class GoldenGreetings {

    private static final NodeId A = new NodeId(0xA1);
    private static final NodeId B = new NodeId(0xB1);
    private static final Introduction ANT = new Introduction("ant", A, 0xA2, 0xA3);
    private static final ClusterId CLUSTER = new ClusterId(0x0123456789ABCDEFL, 0x0F1E2D3C4B5A6978L);
    private static final Proposal PROPOSAL = new Proposal(CLUSTER, "ant", A);
    private static final ClusterTerms TERMS =
            new ClusterTerms(List.of("ant", "bee", "cat"), List.of("cat"), 2, 4, "default:w=2");
    private static final Doors DOORS = new Doors("ant.example", 7379, 7380);

    private static final VolumeStarts STARTS =
            VolumeStarts.NONE.with(new VolumeStarts.Start(0xB1, 0)).with(new VolumeStarts.Start(0xB2, 7));

    private GoldenGreetings() {}

    static Map<String, Message> all() {
        Map<String, Message> named = new LinkedHashMap<>();
        named.put("question", question(false));
        named.put("question-news", question(true));
        named.put("answer-blank", answer(new Standing.Blank()));
        named.put("answer-proposed", answer(new Standing.Proposed(PROPOSAL, TERMS)));
        named.put("answer-voted", answer(new Standing.Voted(PROPOSAL, TERMS)));
        named.put("answer-barred", answer(new Standing.Barred(CLUSTER, B)));
        named.put("answer-member", answer(new Standing.Member(formed())));
        named.put("hello-first", hello(new Contact(true, false, Contact.NOBODY, VolumeMemory.NOTHING)));
        named.put("hello-joined", hello(new Contact(false, true, 0xB3, new VolumeMemory(0xB2, 0xB1, 300))));
        return named;
    }

    private static Message question(boolean news) {
        return new FormationMessage.Question("bee", ANT, 0x51, news, "ant.example:7355");
    }

    private static Message answer(Standing standing) {
        return new FormationMessage.Answer("ant", ANT, TERMS, standing, 0x51);
    }

    private static Message hello(Contact contact) {
        return new Hello(CLUSTER, ANT, 1, DOORS, new VolumeReport(STARTS, 129, contact.joined()), contact);
    }

    private static Formed formed() {
        Placement placement = Planner.plan(null, List.of(A, B), new Partitions(4), 2);
        return new Formed(
                CLUSTER, TERMS, List.of(new Formed.Member("ant", A), new Formed.Member("bee", B)), placement, 1);
    }
}
