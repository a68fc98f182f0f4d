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
import java.util.List;
import java.util.Random;

/// Messages for anyone, of every kind and standing.
final class RandomGreetings {

    private static final List<String> NAMES = List.of("ant", "bee", "cat", "d\u00f6g");

    private final Random random;

    RandomGreetings(Random random) {
        this.random = random;
    }

    Message next() {
        return switch (random.nextInt(3)) {
            case 0 -> new FormationMessage.Question(name(), self(), number(), random.nextBoolean(), name() + ":7355");
            case 1 -> new FormationMessage.Answer(name(), self(), terms(), standing(), number());
            default -> new Hello(cluster(), self(), number(), doors(), volume(), contact());
        };
    }

    private Standing standing() {
        return switch (random.nextInt(5)) {
            case 0 -> new Standing.Blank();
            case 1 -> new Standing.Proposed(proposal(), terms());
            case 2 -> new Standing.Voted(proposal(), terms());
            case 3 -> new Standing.Barred(cluster(), new NodeId(number()));
            default -> new Standing.Member(formed());
        };
    }

    private Formed formed() {
        ClusterTerms terms = terms();
        List<Formed.Member> members = terms.members().stream()
                .map(name -> new Formed.Member(name, new NodeId(100L + NAMES.indexOf(name))))
                .toList();
        return Formed.first(cluster(), terms, members);
    }

    private ClusterTerms terms() {
        List<String> nodes = NAMES.subList(0, 1 + random.nextInt(NAMES.size()));
        List<String> leftOut = nodes.subList(0, random.nextInt(nodes.size()));
        int replicas = 1 + random.nextInt(nodes.size() - leftOut.size());
        return new ClusterTerms(nodes, leftOut, replicas, 1 << random.nextInt(4), "w=" + random.nextInt(3));
    }

    private Proposal proposal() {
        return new Proposal(cluster(), name(), new NodeId(number()));
    }

    private Doors doors() {
        return new Doors("host" + random.nextInt(100), 1 + random.nextInt(65_535), 1 + random.nextInt(65_535));
    }

    private Contact contact() {
        return new Contact(random.nextBoolean(), random.nextBoolean(), number(), memory());
    }

    private VolumeReport volume() {
        VolumeStarts starts = VolumeStarts.NONE;
        for (int i = random.nextInt(20); i > 0; i--) {
            starts = starts.with(new VolumeStarts.Start(number(), random.nextLong(Long.MAX_VALUE)));
        }
        return new VolumeReport(starts, random.nextLong(Long.MAX_VALUE), random.nextBoolean());
    }

    private VolumeMemory memory() {
        return new VolumeMemory(number(), number(), random.nextLong(Long.MAX_VALUE));
    }

    private Introduction self() {
        return new Introduction(name(), new NodeId(number()), number(), number());
    }

    private ClusterId cluster() {
        return new ClusterId(number(), number() | 1);
    }

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private long number() {
        return random.nextLong();
    }
}
