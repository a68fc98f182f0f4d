package io.murmur.actor.membership;

import io.murmur.actor.OutputRunner;
import io.murmur.core.formation.FormationStatus;
import io.murmur.core.formation.durable.ClusterTerms;
import io.murmur.core.formation.message.FormationMessage;
import io.murmur.core.machine.Invariant;
import io.murmur.core.machine.Message;
import io.murmur.core.machine.NodeId;
import io.murmur.core.machine.TimerKey;

/// Carries out what formation decides. Before there are node ids, a `Send` names the place of a declared name.
///
/// @param replyTo where the answers of this decision go; a decision answers only the question it was made for
record FormationPort(ClusterTerms terms, FormationSurroundings surroundings, String replyTo)
        implements OutputRunner.Port<FormationMessage.Answer> {

    /// For decisions that no question led to.
    static final String NOBODY = "";

    @Override
    public void send(NodeId place, Message message, int waitsMillis) {
        surroundings.greeter().greet(surroundings.addresses().of(terms.nameAt(place)), message);
    }

    @Override
    public void answer(long correlation, FormationMessage.Answer answer) {
        Invariant.check(!replyTo.equals(NOBODY), "only questions are answered");
        surroundings.greeter().greet(replyTo, answer);
    }

    @Override
    public void publish(Message event) {
        Invariant.check(event instanceof FormationStatus, () -> "formation does not publish " + event);
        surroundings.listener().accept((FormationStatus) event);
    }

    @Override
    public void startTimer(TimerKey key, long delayMillis) {
        Invariant.check(false, "formation starts no timers");
    }

    @Override
    public void cancelTimer(TimerKey key) {
        Invariant.check(false, "formation cancels no timers");
    }
}
