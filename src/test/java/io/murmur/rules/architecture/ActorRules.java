package io.murmur.rules.architecture;

import static io.murmur.rules.architecture.Judgement.classesShould;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// How an actor looks from outside, and what it never does. An actor is a class that extends a Pekko behavior.
final class ActorRules {

    private static final String BEHAVIOR = "org.apache.pekko.actor.typed.Behavior";

    private static final List<String> BLOCKING_CALLS = List.of(
            "java.lang.Object.wait",
            "java.lang.Thread.join",
            "java.util.concurrent.CompletableFuture.get",
            "java.util.concurrent.CompletableFuture.join",
            "java.util.concurrent.CountDownLatch.await",
            "java.util.concurrent.Future.get",
            "java.util.concurrent.Semaphore.acquire",
            "scala.concurrent.Await.ready",
            "scala.concurrent.Await.result");

    private ActorRules() {}

    static ArchRule actorsAreFinalAndAloneInTheirFile(String root) {
        return ofActors(
                root,
                "be final and alone in their file",
                actor -> actor.isTopLevelClass() && actor.getModifiers().contains(JavaModifier.FINAL)
                        ? Stream.of()
                        : Stream.of(actor.getDescription() + " is nested or not final"));
    }

    static ArchRule actorsAreMadeByCreate(String root) {
        return ofActors(
                root,
                "be made by a static create, with private constructors only",
                actor -> Stream.concat(
                        actor.getConstructors().stream()
                                .filter(constructor ->
                                        !constructor.getModifiers().contains(JavaModifier.PRIVATE))
                                .map(JavaConstructor::getDescription),
                        hasStaticCreate(actor)
                                ? Stream.of()
                                : Stream.of(actor.getDescription() + " has no static create")));
    }

    static ArchRule actorsDeclareTheirCommands(String root) {
        return ofActors(
                root,
                "declare a nested Command",
                actor -> actor.getPackage().getClasses().stream()
                                .anyMatch(type -> type.getName().equals(actor.getName() + "$Command"))
                        ? Stream.of()
                        : Stream.of(actor.getDescription() + " has no nested Command"));
    }

    static ArchRule onlyDoorsAsk(String root) {
        Rooms rooms = new Rooms(root);
        return classesShould(
                "ask only at the doors",
                type -> rooms.isIn(type, "door", "node", "cli")
                        ? Stream.of()
                        : type.getDirectDependenciesFromSelf().stream()
                                .filter(dependency ->
                                        dependency.getTargetClass().getName().contains("AskPattern"))
                                .map(Dependency::getDescription));
    }

    static ArchRule actorsDoNotBlock(String root) {
        Rooms rooms = new Rooms(root);
        return classesShould(
                "not block in actors",
                type -> rooms.isIn(type, "actor")
                        ? type.getCodeUnitAccessesFromSelf().stream()
                                .filter(access -> BLOCKING_CALLS.contains(
                                        access.getTargetOwner().getName() + "." + access.getName()))
                                .map(JavaCodeUnitAccess::getDescription)
                        : Stream.of());
    }

    /// Deciders make outputs; to match on one is to look inside, through an accessor or `instanceof`.
    static ArchRule onlyRunnersMatchOnOutputs(String root) {
        Rooms rooms = new Rooms(root);
        String output = root + ".core.machine.Output";
        return classesShould(
                "leave matching on outputs to the one runner and the simulator",
                type -> isRunner(rooms, root, type)
                        ? Stream.of()
                        : Stream.concat(
                                type.getMethodCallsFromSelf().stream()
                                        .filter(call -> isNamed(call.getTargetOwner(), output))
                                        .map(JavaCodeUnitAccess::getDescription),
                                type.getInstanceofChecks().stream()
                                        .filter(check -> isNamed(check.getRawType(), output))
                                        .map(check -> check.getOwner().getDescription() + " tests for an output")));
    }

    private static boolean isRunner(Rooms rooms, String root, JavaClass type) {
        return type.getPackageName().equals(root + ".actor") || rooms.isIn(type, "core.machine", "sim");
    }

    private static boolean isNamed(JavaClass type, String name) {
        return type.getName().equals(name) || type.getName().startsWith(name + "$");
    }

    private static boolean hasStaticCreate(JavaClass actor) {
        return actor.getMethods().stream()
                .anyMatch(method -> method.getName().equals("create")
                        && method.getModifiers().contains(JavaModifier.STATIC));
    }

    private static ArchRule ofActors(String root, String description, Function<JavaClass, Stream<String>> faults) {
        Rooms rooms = new Rooms(root);
        return classesShould(
                "if they are actors " + description,
                type -> rooms.isOurs(type) && type.isAssignableTo(BEHAVIOR) ? faults.apply(type) : Stream.of());
    }
}
