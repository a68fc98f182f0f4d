package io.murmur.rules.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.murmur.rules.tree.SourceTree;
import io.murmur.rules.tree.SourceTrees;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Shows each check a text that it must refuse, and its nearest neighbour that it must not.
@Execution(ExecutionMode.CONCURRENT)
final class ChecksTest {

    private static final String MAIN = "src/main/java/io/murmur/core/ring/Fixture.java";
    private static final String TEST = "src/test/java/io/murmur/core/ring/Fixture.java";
    private static final String DOOR = "src/main/java/io/murmur/door/redis/Fixture.java";

    @Test
    void refusesAFileOfMoreThan400Lines() {
        assertFindings(0, new SizeCheck(), MAIN, "//\n".repeat(400));
        assertFindings(1, new SizeCheck(), MAIN, "//\n".repeat(401));
    }

    @Test
    void refusesATestOfMoreThan600Lines() {
        assertFindings(0, new SizeCheck(), TEST, "//\n".repeat(600));
        assertFindings(1, new SizeCheck(), TEST, "//\n".repeat(601));
    }

    @Test
    void refusesALineOfMoreThan120Columns() {
        assertFindings(0, new SizeCheck(), MAIN, "/".repeat(120));
        assertFindings(1, new SizeCheck(), MAIN, "/".repeat(121));
    }

    @Test
    void refusesAMethodOfMoreThan60Lines() {
        assertFindings(0, new SizeCheck(), MAIN, "class A {\nvoid a() {\n" + "a();\n".repeat(58) + "}\n}");
        assertFindings(1, new SizeCheck(), MAIN, "class A {\nvoid a() {\n" + "a();\n".repeat(59) + "}\n}");
    }

    @Test
    void refusesMoreThanFiveParameters() {
        assertFindings(0, new SizeCheck(), MAIN, "class A { void a(int a, int b, int c, int d, int e) {} }");
        assertFindings(1, new SizeCheck(), MAIN, "class A { void a(int a, int b, int c, int d, int e, int f) {} }");
        assertFindings(1, new SizeCheck(), MAIN, "class A { A(int a, int b, int c, int d, int e, int f) {} }");
    }

    @Test
    void allowsARecordOfMoreThanFiveComponents() {
        assertFindings(0, new SizeCheck(), MAIN, "record A(int a, int b, int c, int d, int e, int f) { A { a = 1; } }");
    }

    @Test
    void refusesTheFourthLevelOfNesting() {
        assertFindings(0, new NestingCheck(), MAIN, method("if (a) { for (;;) { while (b) { c(); } } }"));
        assertFindings(1, new NestingCheck(), MAIN, method("if (a) { for (;;) { while (b) { if (c) c(); } } }"));
        assertFindings(
                1,
                new NestingCheck(),
                MAIN,
                method("do { try { synchronized (a) { switch (b) {} } } finally {} } " + "while (c);"));
    }

    @Test
    void countsAnElseIfOnce() {
        assertFindings(0, new NestingCheck(), MAIN, method("if (a) {} else if (b) {} else if (c) {} else if (d) {}"));
    }

    @Test
    void refusesNotesToOneselfAndAuthors() {
        assertFindings(1, new CommentCheck(), MAIN, "// " + "TO" + "DO: later\nclass A {}");
        assertFindings(1, new CommentCheck(), MAIN, "class A { /* FIX" + "ME */ int a; }");
        assertFindings(1, new CommentCheck(), MAIN, "/// Text.\n/// @auth" + "or me\nclass A {}");
    }

    @Test
    void refusesTheOldFormOfDocumentation() {
        assertFindings(1, new CommentCheck(), MAIN, "/** Text. */\nclass A {}");
    }

    @Test
    void looksForWordsInCommentsOnly() {
        String text = """
            class A { String a = "// TO%s"; char b = '"'; String c = \"""
                // TO%s "quoted"
                \"""; String d = "\\"// TO%s"; }
            """.replace("%s", "DO");
        assertFindings(0, new CommentCheck(), MAIN, text);
    }

    @Test
    void refusesToCatchEverythingOutsideTheEdges() {
        String body =
                method("try { a(); } catch (Exception e) {} try { a(); } catch (Error | java.lang.Throwable e) {}");
        assertFindings(3, new CatchCheck(), MAIN, "package io.murmur.core.ring; " + body);
        assertFindings(0, new CatchCheck(), DOOR, "package io.murmur.door.redis; " + body);
        assertFindings(3, new CatchCheck(), MAIN, "package io.murmur.doorbell; " + body);
    }

    @Test
    void allowsToCatchSomethingInParticular() {
        assertFindings(0, new CatchCheck(), MAIN, method("try { a(); } catch (IllegalStateException e) {}"));
    }

    @Test
    void refusesAPublicTypeWithoutAComment() {
        assertFindings(0, new DeclarationCheck(), MAIN, "/// Text.\npublic class A {}");
        assertFindings(0, new DeclarationCheck(), MAIN, "class A {}");
        assertFindings(1, new DeclarationCheck(), MAIN, "// Text.\npublic class A {}");
        assertFindings(1, new DeclarationCheck(), MAIN, "public sealed interface A {}");
    }

    @Test
    void refusesAnArrayInARecord() {
        assertFindings(0, new DeclarationCheck(), MAIN, "record A(int a) { static final int[] B = {}; }");
        assertFindings(1, new DeclarationCheck(), MAIN, "record A(byte[] a) {}");
    }

    @Test
    void refusesTheThirteenthCase() {
        assertFindings(0, new DeclarationCheck(), MAIN, onMessage(12));
        assertFindings(1, new DeclarationCheck(), MAIN, onMessage(13));
    }

    @Test
    void refusesADefaultOverASealedType() {
        String sealed = "sealed interface S { record A() implements S {} record B() implements S {} ";
        String plain = "interface S { record A() implements S {} record B() implements S {} ";
        String withDefault = "static int a(S s) { return switch (s) { case A _ -> 1; default -> 2; }; } }";
        String complete = "static int a(S s) { return switch (s) { case A _ -> 1; case B _ -> 2; }; } }";
        String statement = "static void a(S s) { switch (s) { case A _ -> a(s); case null, default -> a(s); } } }";
        assertEquals(1, sealedFindings(sealed + withDefault));
        assertEquals(1, sealedFindings(sealed + statement));
        assertEquals(0, sealedFindings(sealed + complete));
        assertEquals(0, sealedFindings(plain + withDefault));
    }

    @Test
    void refusesATestThatNobodyRuns() {
        assertFindings(1, new TestNameCheck(), TEST, "class A { @Test void a() {} }");
        assertFindings(1, new TestNameCheck(), TEST, "class A { class B { @Property(tries = 3) void a() {} } }");
        assertFindings(0, new TestNameCheck(), TEST.replace("Fixture", "FixtureTest"), "class A { @Test void a() {} }");
        assertFindings(0, new TestNameCheck(), TEST, "class A { void a() {} }");
    }

    @Test
    void refusesAPackageWithoutADescription() {
        assertEquals(1, packageFindings("package io.murmur;"));
        assertEquals(1, packageFindings("@NullMarked package io.murmur;"));
        assertEquals(1, packageFindings("/// Text.\npackage io.murmur;"));
        assertEquals(0, packageFindings("/// Text.\n@NullMarked package io.murmur;"));
    }

    @Test
    void refusesAPackageOfMoreThan16Files() {
        List<SourceTree> sources = new ArrayList<>(List.of(packageInfo("/// Text.\n@NullMarked package io.murmur;")));
        IntStream.range(0, 16).forEach(i -> sources.add(SourceTrees.of(MAIN.replace("Fixture", "A" + i), "")));
        assertEquals(List.of(), PackageCheck.crowded(sources));
        sources.add(SourceTrees.of(MAIN, ""));
        assertEquals(1, PackageCheck.crowded(sources).size());
    }

    private static void assertFindings(int expected, Check check, String path, String text) {
        List<Finding> findings = check.findings(SourceTrees.of(path, text));
        assertEquals(expected, findings.size(), findings::toString);
    }

    private static int sealedFindings(String text) {
        return new SealedSwitchCheck()
                .findings(SourceTrees.attributed("S.java", text))
                .size();
    }

    private static String method(String body) {
        return "class A { void a() { " + body + " } }";
    }

    private static String onMessage(int cases) {
        StringBuilder body = new StringBuilder();
        IntStream.range(0, cases).forEach(i -> body.append("case A").append(i).append(" a -> b();"));
        return "class A { B onMessage(C c) { return switch (c) { " + body + " }; } }";
    }

    private static SourceTree packageInfo(String text) {
        return SourceTrees.of(MAIN.replace("Fixture", "package-info"), text);
    }

    private static int packageFindings(String packageInfo) {
        return PackageCheck.undescribed(List.of(packageInfo(packageInfo), SourceTrees.of(MAIN, "class A {}")))
                .size();
    }
}
