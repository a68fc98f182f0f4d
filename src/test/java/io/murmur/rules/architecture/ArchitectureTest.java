package io.murmur.rules.architecture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Judges the compiled program by every [Rule], and every rule by the fixtures it must catch.
@Execution(ExecutionMode.CONCURRENT)
final class ArchitectureTest {

    private static final String ROOT = "io.murmur";
    private static final String FIXTURES = "io.murmur.rules.fixtures";

    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages(FIXTURES);
    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .withImportOption(location -> !location.contains("/rules/fixtures/"))
            .importPackages(ROOT);

    @ParameterizedTest
    @MethodSource("io.murmur.rules.architecture.Rule#all")
    void theProgramObeys(Rule rule) {
        rule.under(ROOT).check(PROGRAM);
    }

    @ParameterizedTest
    @MethodSource("io.murmur.rules.architecture.Rule#all")
    void theRuleCatchesItsFixtures(Rule rule) {
        List<String> faults =
                rule.under(FIXTURES).evaluate(BROKEN).getFailureReport().getDetails();
        for (Class<?> fixture : rule.fixtures()) {
            assertTrue(faults.stream().anyMatch(fault -> fault.contains(fixture.getSimpleName())), fixture::getName);
        }
    }

    @Test
    void noTestSleeps() {
        CodeRules.nobodySleeps(ROOT).check(TESTS);
    }

    @Test
    void theProgramIsNotEmpty() {
        assertTrue(
                PROGRAM.stream().map(JavaClass::getPackageName).anyMatch(name -> name.equals(ROOT + ".core.machine")));
    }
}
