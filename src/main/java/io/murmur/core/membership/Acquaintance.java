package io.murmur.core.membership;

import io.murmur.core.formation.durable.Formed;
import io.murmur.core.formation.hello.Contact;
import io.murmur.core.formation.hello.Hello;
import io.murmur.core.formation.hello.HelloCheck;
import io.murmur.core.formation.hello.Verdict;
import io.murmur.core.formation.hello.VolumeMemory;
import io.murmur.core.machine.Now;
import org.jspecify.annotations.Nullable;

/// What this process knows of one other member.
///
/// Unknown -> known: a first hello was accepted. Known stays known; each accepted hello replaces the one before.
final class Acquaintance {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Formed.Member member;
    private final long ownBoot;
    private final long silenceNanos;
    private final long doubtNanos;
    private final LeadWindow clock;
    private @Nullable Hello last;
    private long saidHelloAt;
    private long heardAt;
    /// When it last said that it hears this process; counts only if it ever did.
    private long heardUsAt;
    private boolean heardUs;
    private Verdict.@Nullable Refused suspicion;
    private VolumeMemory remembered;

    Acquaintance(Formed.Member member, long ownBoot, VolumeMemory remembered, MembershipLimits limits) {
        this.member = member;
        this.remembered = remembered;
        this.ownBoot = ownBoot;
        this.silenceNanos = limits.unreachableMillis() * NANOS_PER_MILLI;
        this.doubtNanos = limits.doubtMillis() * NANOS_PER_MILLI;
        this.clock = new LeadWindow(limits.windowMillis());
    }

    Formed.Member member() {
        return member;
    }

    LeadWindow clock() {
        return clock;
    }

    boolean isKnown() {
        return last != null;
    }

    /// Whether it ever answered this process.
    boolean hasHeardUs() {
        return heardUs;
    }

    /// How far its volume had come, at least.
    VolumeMemory remembered() {
        return remembered;
    }

    /// What its next hello is judged by. Only hellos count as a sign of the process that said them: a frame names no
    /// boot here, so a restarted process that already sends data would keep its predecessor alive for ever.
    HelloCheck.@Nullable Known known(Now now) {
        return last == null ? null : new HelloCheck.Known(last.self(), hasSaidHelloLately(now));
    }

    /// Takes an accepted hello over.
    ///
    /// @return whether it is of another process than the one before, or of the first
    boolean accept(Hello hello, long senderWallMillis, Now now) {
        boolean fresh = last == null || last.self().boot() != hello.self().boot();
        if (fresh) {
            clock.clear();
            suspicion = null;
            heardUs = false;
        }
        if (hearsUs(hello)) {
            heardUs = true;
            heardUsAt = now.nanos();
        }
        last = hello;
        remembered = remembered.after(hello.self(), hello.volume());
        saidHelloAt = now.nanos();
        heardAt = now.nanos();
        clock.sample(senderWallMillis, now);
        return fresh;
    }

    /// Another process on its volume said hello while the known one seems to live. That is how a quick restart looks
    /// too: only when the known one speaks again there are two.
    void suspect(Verdict.Refused copied) {
        suspicion = copied;
    }

    /// The suspicion that the known process has just confirmed by speaking; null if there was none.
    Verdict.@Nullable Refused takeSuspicion() {
        Verdict.Refused confirmed = suspicion;
        suspicion = null;
        return confirmed;
    }

    void frameHeard(Now now) {
        heardAt = now.nanos();
    }

    /// This process stood still: that is no silence of others.
    void forgiveSilence(long nanos) {
        heardAt += nanos;
        heardUsAt += nanos;
    }

    /// What a hello to it says of having heard it.
    long heardBoot(Now now) {
        return last != null && isHeard(now) ? last.self().boot() : Contact.NOBODY;
    }

    /// Whether nothing speaks against founding a Pekko cluster without it: it has said lately, and after this process
    /// started, that it is in none.
    boolean isSurelyOutside(Now now) {
        return last != null
                && hasSaidHelloLately(now)
                && hearsUs(last)
                && !last.contact().joined();
    }

    MemberView view(Now now) {
        return last == null
                ? new MemberView(member.node(), member.name(), null, false, null, false, false)
                : new MemberView(
                        member.node(),
                        member.name(),
                        last.self(),
                        isHeard(now) && hasHeardUsLately(last, now),
                        last.doors(),
                        last.contact().joined(),
                        last.volume().answers());
    }

    private boolean hearsUs(Hello hello) {
        return hello.contact().hears() == ownBoot;
    }

    /// What it says of hearing this process may be old: after a pause of this process the others have missed it
    /// for a moment, and its next hello puts that right. So it takes a while to be believed.
    private boolean hasHeardUsLately(Hello hello, Now now) {
        return hearsUs(hello) || (heardUs && now.nanos() - heardUsAt <= doubtNanos);
    }

    private boolean isHeard(Now now) {
        return now.nanos() - heardAt <= silenceNanos;
    }

    private boolean hasSaidHelloLately(Now now) {
        return now.nanos() - saidHelloAt <= silenceNanos;
    }
}
