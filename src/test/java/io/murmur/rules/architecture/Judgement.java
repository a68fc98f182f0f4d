package io.murmur.rules.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.Function;
import java.util.stream.Stream;

/// Makes a rule out of a function that says what one class does against it.
final class Judgement extends ArchCondition<JavaClass> {

    private final Function<JavaClass, Stream<String>> faults;

    private Judgement(String description, Function<JavaClass, Stream<String>> faults) {
        super(description);
        this.faults = faults;
    }

    /// A rule that reads "classes should `description`". A room that is still empty does not break it.
    static ArchRule classesShould(String description, Function<JavaClass, Stream<String>> faults) {
        return classes().should(new Judgement(description, faults)).allowEmptyShould(true);
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        faults.apply(type).forEach(fault -> events.add(SimpleConditionEvent.violated(type, fault)));
    }
}
