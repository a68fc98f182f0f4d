package io.murmur.rules.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Copies the script to a folder with a space in its name, beside a `java` that prints its arguments and a `mvn` that
/// leaves a trace.
final class LauncherTest {

    private static final Instant OLD = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    private Path temporary = Path.of("");

    private Path home = Path.of("");
    private Path jdk = Path.of("");
    private final Map<String, String> environment = new TreeMap<>();

    /// What a run of the script left.
    private record Run(int exit, String output) {}

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectories(temporary.resolve("a home"));
        jdk = temporary.resolve("a jdk");
        script(jdk.resolve("bin/java"), """
            [ "$1" = -version ] && { echo 'openjdk version "25.0.3" 2026-04-21' >&2; exit 0; }
            printf '[%s]' "$@"
            """);
        script(temporary.resolve("tools/mvn"), """
            echo "built in $PWD with $*"
            mkdir -p target && echo jar >target/murmur.jar
            """);
        Files.createDirectories(home.resolve("bin"));
        Files.copy(Path.of("bin/murmur"), home.resolve("bin/murmur"));
        environment.put("MURMUR_JAVA_HOME", jdk.toString());
        environment.put("PATH", temporary.resolve("tools") + ":/usr/bin:/bin");
    }

    @Test
    void passesItsArgumentsAndTheFlagsOfTheJvm() throws Exception {
        file(home.resolve("target/murmur.jar"), Instant.now());
        Run run = run(home.resolve("bin/murmur"), "set", "a key", "");
        assertEquals(
                "[--enable-native-access=ALL-UNNAMED][--sun-misc-unsafe-memory-access=allow]"
                        + "[-XX:+ExitOnOutOfMemoryError][-Xms192m][-Xmx192m][-XX:+UseSerialGC]"
                        + "[-XX:+UseCompactObjectHeaders]"
                        + "[-jar][" + home.toRealPath().resolve("target/murmur.jar") + "][set][a key][]",
                run.output);
        assertEquals(0, run.exit);
    }

    @Test
    void whatDoesLittleDoesWithoutTheSecondCompiler() throws Exception {
        file(home.resolve("target/murmur.jar"), Instant.now());
        assertFalse(run(home.resolve("bin/murmur"), "node").output.contains("CompilationMode"));
        assertFalse(run(home.resolve("bin/murmur"), "backup").output.contains("CompilationMode"));
        assertTrue(run(home.resolve("bin/murmur"), "dev").output.contains("[-XX:CompilationMode=quick-only]"));
        assertTrue(run(home.resolve("bin/murmur"), "status").output.contains("[-XX:CompilationMode=quick-only]"));
    }

    @Test
    void takesHeapAndOptionsFromTheEnvironment() throws Exception {
        file(home.resolve("target/murmur.jar"), Instant.now());
        environment.put("MURMUR_HEAP", "2g");
        environment.put("MURMUR_JVM_OPTS", "-XX:+UseZGC -Dx=y");
        String output = run(home.resolve("bin/murmur")).output;
        assertTrue(output.contains("[-Xms2g][-Xmx2g][-XX:+UseZGC][-Dx=y][-jar]"), output);
    }

    @Test
    void limitsWhatTheCLibraryKeepsUnlessToldOtherwise() throws Exception {
        script(jdk.resolve("bin/java"), """
            [ "$1" = -version ] && { echo 'openjdk version "25.0.3" 2026-04-21' >&2; exit 0; }
            printf '%s %s' "$MALLOC_ARENA_MAX" "$MALLOC_MMAP_THRESHOLD_"
            """);
        file(home.resolve("target/murmur.jar"), Instant.now());
        assertEquals("2 1048576", run(home.resolve("bin/murmur")).output);
        environment.put("MALLOC_ARENA_MAX", "8");
        assertEquals("8 1048576", run(home.resolve("bin/murmur")).output);
    }

    @Test
    void findsItsHomeThroughALinkToALink() throws Exception {
        file(home.resolve("target/murmur.jar"), Instant.now());
        Path first = Files.createSymbolicLink(temporary.resolve("first"), Path.of("a home/bin/murmur"));
        Path second = Files.createSymbolicLink(temporary.resolve("tools/second"), first);
        assertTrue(run(second, "status").output.endsWith("[status]"));
    }

    @Test
    void buildsAMissingJar() throws Exception {
        file(home.resolve("pom.xml"), OLD);
        Run run = run(home.resolve("bin/murmur"));
        assertTrue(run.output.contains("Building Murmur"), run.output);
        assertTrue(
                run.output.contains("built in " + home.toRealPath() + " with -q -B -Dmaven.test.skip=true package"),
                run.output);
    }

    @Test
    void buildsAJarThatIsOlderThanASource() throws Exception {
        file(home.resolve("pom.xml"), OLD);
        file(home.resolve("target/murmur.jar"), OLD.plusSeconds(60));
        assertFalse(run(home.resolve("bin/murmur")).output.contains("built"));
        file(home.resolve("src/main/java/New.java"), Instant.now());
        assertTrue(run(home.resolve("bin/murmur")).output.contains("built"));
        assertFalse(run(home.resolve("bin/murmur")).output.contains("built"));
    }

    @Test
    void letsTheJvmLearnOnceAfterEachBuild() throws Exception {
        script(jdk.resolve("bin/java"), """
            [ "$1" = -version ] && { echo 'openjdk version "25.0.3" 2026-04-21' >&2; exit 0; }
            for argument; do case $argument in -XX:AOTCacheOutput=*) echo learned >"${argument#*=}" ;; esac; done
            printf '[%s]' "$@"
            """);
        file(home.resolve("pom.xml"), OLD);
        file(home.resolve("target/murmur.jar"), OLD.plusSeconds(60));
        String cache = home.toRealPath().resolve("target/murmur.aot").toString();
        Run first = run(home.resolve("bin/murmur"), "status");
        assertTrue(first.output.contains("Preparing quick starts"), first.output);
        assertTrue(first.output.contains("[-XX:AOTCache=" + cache + "][-Xlog:aot=off][-jar]"), first.output);
        assertFalse(run(home.resolve("bin/murmur")).output.contains("Preparing"));
        Files.setLastModifiedTime(home.resolve("target/murmur.aot"), FileTime.from(OLD));
        assertTrue(run(home.resolve("bin/murmur")).output.contains("Preparing"));
    }

    @Test
    void goesOnWithoutWhatTheJvmCouldNotLearn() throws Exception {
        file(home.resolve("pom.xml"), OLD);
        file(home.resolve("target/murmur.jar"), OLD.plusSeconds(60));
        Run first = run(home.resolve("bin/murmur"), "status");
        assertTrue(first.output.contains("Starts stay slow"), first.output);
        assertTrue(first.output.endsWith("[status]"), first.output);
        assertFalse(first.output.contains("-XX:AOTCache="), first.output);
        assertFalse(run(home.resolve("bin/murmur")).output.contains("Preparing"), "it does not try each time");
    }

    @Test
    void neverBuildsAnInstalledMurmur() throws Exception {
        Run run = run(home.resolve("bin/murmur"));
        assertEquals(1, run.exit);
        assertTrue(run.output.contains("finds no murmur.jar"), run.output);
        file(home.resolve("lib/murmur.jar"), OLD);
        assertTrue(run(home.resolve("bin/murmur")).output.contains("lib/murmur.jar"));
    }

    @Test
    void stopsWhenTheBuildFails() throws Exception {
        file(home.resolve("pom.xml"), OLD);
        script(temporary.resolve("tools/mvn"), "echo 'wrong line' >&2; exit 1\n");
        Run run = run(home.resolve("bin/murmur"));
        assertEquals(1, run.exit);
        assertTrue(run.output.contains("wrong line") && run.output.contains("the build failed"), run.output);
    }

    @Test
    void refusesAnOldJdkWithASentence() throws Exception {
        script(jdk.resolve("bin/java"), "echo 'openjdk version \"17.0.15\" 2025-04-15' >&2\n");
        Run run = run(home.resolve("bin/murmur"));
        assertEquals(1, run.exit);
        assertTrue(run.output.contains("is no JDK 25 or newer"), run.output);
    }

    private Run run(Path script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(temporary.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private static void script(Path path, String body) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void file(Path path, Instant modified) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "content");
        Files.setLastModifiedTime(path, FileTime.from(modified));
    }
}
