package io.murmur.rules.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.murmur.rules.tree.SourceTree;
import io.murmur.rules.tree.SourceTrees;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Judges every source file of the repository. What is red here is mended there.
@Execution(ExecutionMode.CONCURRENT)
final class TidyTest {

    private static final List<SourceTree> SOURCES = SourceTrees.ofRepository();

    static Stream<Check> checks() {
        return Stream.of(
                new SizeCheck(),
                new NestingCheck(),
                new CommentCheck(),
                new CatchCheck(),
                new DeclarationCheck(),
                new TestNameCheck());
    }

    @ParameterizedTest
    @MethodSource("checks")
    void everySourceFileIsTidy(Check check) {
        List<Finding> findings = SOURCES.stream()
                .flatMap(source -> check.findings(source).stream())
                .toList();
        assertEquals("", lines(findings));
    }

    @Test
    void everyPackageIsDescribed() {
        assertEquals("", lines(PackageCheck.undescribed(SOURCES)));
    }

    @Test
    void noPackageIsCrowded() {
        assertEquals("", lines(PackageCheck.crowded(SOURCES)));
    }

    @Test
    void switchesOverSealedTypesNameEveryCase() {
        SealedSwitchCheck check = new SealedSwitchCheck();
        List<Finding> findings = SourceTrees.ofProgramAttributed().stream()
                .flatMap(source -> check.findings(source).stream())
                .toList();
        assertEquals("", lines(findings));
    }

    @Test
    void theRepositoryIsNotEmpty() {
        assertFalse(SOURCES.stream().allMatch(SourceTree::isTest));
    }

    private static String lines(List<Finding> findings) {
        return String.join("\n", findings.stream().map(Finding::toString).toList());
    }
}
