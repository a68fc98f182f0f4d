package io.murmur.load.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.murmur.load.history.Violation.Promise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Histories of one key: what must be rejected, and what must not. Times are small numbers.
final class CheckerTest {

    private final List<Event> history = new ArrayList<>();

    @Test
    void acceptsTheLastAcknowledgedWrite() {
        set(1, 10, 20);
        set(2, 30, 40);
        read(2, 50, 60);
        expect();
    }

    @Test
    void acceptsNothingBeforeAnyWriteAndAfterADelete() {
        read(0, 1, 2);
        set(1, 10, 20);
        delete(30, 40);
        read(0, 50, 60);
        expect();
    }

    @Test
    void rejectsAnAcknowledgedWriteThatIsLost() {
        set(1, 10, 20);
        read(0, 30, 40);
        expect(Promise.LOST);
    }

    @Test
    void rejectsALostWriteThoughItsKeyWasDeletedBefore() {
        delete(1, 5);
        set(1, 10, 20);
        read(0, 30, 40);
        expect(Promise.LOST);
    }

    @Test
    void rejectsADeletedValueThatComesBack() {
        set(1, 10, 20);
        delete(30, 40);
        read(1, 50, 60);
        expect(Promise.DELETED_CAME_BACK);
    }

    @Test
    void rejectsASupersededValueThatComesBack() {
        set(1, 10, 20);
        set(2, 30, 40);
        read(1, 50, 60);
        expect(Promise.SUPERSEDED_CAME_BACK);
    }

    @Test
    void rejectsAnOldValueWhenTheNewerOneWasSeenByAnotherRead() {
        set(1, 10, 20);
        set(2, 30, 40);
        read(2, 50, 60);
        read(1, 70, 80);
        read(2, 90, 99);
        expect(Promise.SUPERSEDED_CAME_BACK);
    }

    @Test
    void rejectsAValueNobodyWrote() {
        set(1, 10, 20);
        read(7, 30, 40);
        read(Event.FOREIGN, 30, 40);
        expect(Promise.INVENTED, Promise.INVENTED);
    }

    @Test
    void rejectsAValueOfAnotherKey() {
        set(1, 10, 20);
        history.add(new Event(Event.Kind.SET, 1, 2, 10, 20, Event.Outcome.ACKNOWLEDGED, 0));
        read(2, 30, 40);
        expect(Promise.INVENTED);
    }

    @Test
    void rejectsAValueThatIsReadBeforeItIsWritten() {
        read(1, 1, 5);
        set(1, 10, 20);
        expect(Promise.INVENTED);
    }

    @Test
    void rejectsARefusedWriteThatShows() {
        history.add(new Event(Event.Kind.SET, 0, 1, 10, 20, Event.Outcome.REFUSED, 0));
        read(1, 30, 40);
        expect(Promise.INVENTED);
    }

    @Test
    void acceptsEitherOfTwoConcurrentWrites() {
        set(1, 10, 30);
        set(2, 20, 40);
        read(1, 50, 60);
        read(2, 50, 60);
        expect();
    }

    @Test
    void acceptsAWriteThatIsUnderWayOrNotYet() {
        set(1, 10, 20);
        set(2, 30, 60);
        read(1, 40, 50);
        read(2, 40, 50);
        expect();
    }

    @Test
    void rejectsTheOlderOfTwoWhenTheNewerBeganAfterItWasAnsweredThoughAThirdOverlapsBoth() {
        set(3, 5, 45);
        set(1, 10, 20);
        set(2, 30, 40);
        read(3, 50, 60);
        expect();
        read(1, 50, 60);
        expect(Promise.SUPERSEDED_CAME_BACK);
    }

    @Test
    void aWriteWithoutAnswerMayShowOrNot() {
        set(1, 10, 20);
        unknown(Event.Kind.SET, 2, 30, 40);
        read(1, 50, 60);
        read(2, 70, 80);
        expect();
    }

    @Test
    void aDeleteWithoutAnswerExplainsThatNothingIsThere() {
        set(1, 10, 20);
        unknown(Event.Kind.DELETE, 0, 30, 40);
        read(0, 50, 60);
        expect();
    }

    @Test
    void aDeleteWithoutAnswerExplainsNothingBeforeItBegan() {
        set(1, 10, 20);
        read(0, 25, 28);
        unknown(Event.Kind.DELETE, 0, 30, 40);
        expect(Promise.LOST);
    }

    @Test
    void aWriteWithoutAnswerSupersedesNothing() {
        set(1, 10, 20);
        unknown(Event.Kind.SET, 2, 30, 40);
        set(3, 50, 60);
        read(1, 70, 80);
        expect(Promise.SUPERSEDED_CAME_BACK);
    }

    @Test
    void countsReadsThatShowALateWriteWithoutAnswer() {
        unknown(Event.Kind.SET, 2, 10, 20);
        set(3, 50, 60);
        read(2, 70, 80);
        expect();
        assertEquals(1, Checker.check(history).late());
    }

    @Test
    void aDeleteThatOverlapsTheReadExplainsNothing() {
        set(1, 10, 20);
        delete(25, 45);
        read(0, 30, 40);
        expect();
    }

    @Test
    void rejectsNothingAfterADeleteThatWasSuperseded() {
        set(1, 10, 20);
        delete(30, 40);
        unknown(Event.Kind.SET, 2, 41, 45);
        set(3, 50, 60);
        delete(90, 95);
        read(0, 70, 80);
        expect(Promise.LOST);
    }

    @Test
    void findsOneLostWriteAmongMany() {
        for (long index = 1; index <= 1_000; index++) {
            set(index, index * 10, index * 10 + 5);
            read(index, index * 10 + 6, index * 10 + 7);
        }
        read(998, 20_000, 20_001);
        expect(Promise.SUPERSEDED_CAME_BACK);
        assertEquals(1_001, Checker.check(history).reads());
    }

    private void set(long value, long begin, long end) {
        history.add(new Event(Event.Kind.SET, 0, value, begin, end, Event.Outcome.ACKNOWLEDGED, 0));
    }

    private void delete(long begin, long end) {
        history.add(new Event(Event.Kind.DELETE, 0, Event.NOTHING, begin, end, Event.Outcome.ACKNOWLEDGED, 0));
    }

    private void unknown(Event.Kind kind, long value, long begin, long end) {
        history.add(new Event(kind, 0, value, begin, end, Event.Outcome.UNKNOWN, 0));
    }

    private void read(long value, long begin, long end) {
        history.add(new Event(Event.Kind.READ, 0, value, begin, end, Event.Outcome.ACKNOWLEDGED, 0));
    }

    private void expect(Promise... broken) {
        List<Promise> found = Checker.check(history).violations().stream()
                .map(Violation::promise)
                .toList();
        assertEquals(Arrays.asList(broken), found);
    }
}
