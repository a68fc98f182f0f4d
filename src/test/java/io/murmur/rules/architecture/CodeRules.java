package io.murmur.rules.architecture;

import static io.murmur.rules.architecture.Judgement.classesShould;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Language features and calls that none of our code uses, tests included where it says so.
final class CodeRules {

    private static final List<String> STREAMS = List.of("out", "err");

    private CodeRules() {}

    static ArchRule optionalIsAResultOnly(String root) {
        return classesShould(
                "have no Optional as field or parameter",
                type -> Stream.concat(
                        type.getFields().stream()
                                .filter(field -> field.getRawType().isEquivalentTo(Optional.class))
                                .map(JavaField::getDescription),
                        type.getCodeUnits().stream()
                                .filter(unit -> !unit.getName().startsWith("lambda$"))
                                .filter(unit -> unit.getRawParameterTypes().stream()
                                        .anyMatch(parameter -> parameter.isEquivalentTo(Optional.class)))
                                .map(JavaCodeUnit::getDescription)));
    }

    static ArchRule nothingStaticChanges(String root) {
        return classesShould(
                "have no static field that is not final",
                type -> type.getFields().stream()
                        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                        .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL))
                        .map(JavaField::getDescription));
    }

    static ArchRule ourClassesDoNotInheritFromEachOther(String root) {
        Rooms rooms = new Rooms(root);
        return classesShould(
                "not extend a class of ours",
                type -> type.getRawSuperclass().stream()
                        .filter(rooms::isOurs)
                        .filter(parent -> !type.isEnum() && !parent.isEnum())
                        .map(parent -> type.getDescription() + " extends " + parent.getName()));
    }

    static ArchRule nobodyReflects(String root) {
        return classesShould(
                "not use reflection",
                type -> Stream.concat(
                        type.getDirectDependenciesFromSelf().stream()
                                .filter(dependency -> isReflection(dependency.getTargetClass()))
                                .map(Dependency::getDescription),
                        type.getMethodCallsFromSelf().stream()
                                .filter(call -> isReflection(call.getTarget().getRawReturnType()))
                                .map(call -> call.getDescription())));
    }

    private static boolean isReflection(JavaClass type) {
        return type.getBaseComponentType().getPackageName().equals("java.lang.reflect");
    }

    static ArchRule onlyTheCommandLinePrints(String root) {
        Rooms rooms = new Rooms(root);
        return classesShould(
                "print only in the command line",
                type -> rooms.isIn(type, "cli")
                        ? Stream.of()
                        : type.getFieldAccessesFromSelf().stream()
                                .filter(access -> access.getTargetOwner().isEquivalentTo(System.class))
                                .filter(access ->
                                        STREAMS.contains(access.getTarget().getName()))
                                .map(access -> access.getDescription()));
    }

    static ArchRule nobodyPrintsStackTraces(String root) {
        return classesShould("not print stack traces", type -> calls(type, Throwable.class, "printStackTrace"));
    }

    /// Holds for tests too: they wait for something, with a limit, or move virtual time.
    static ArchRule nobodySleeps(String root) {
        return classesShould(
                "not sleep: wait for a condition, or move virtual time", type -> calls(type, Thread.class, "sleep"));
    }

    static ArchRule onlyTheSimulatorSwitchesSafeguardsOff(String root) {
        Rooms rooms = new Rooms(root);
        String safeguards = root + ".core.machine.Safeguards";
        return classesShould(
                "keep every safeguard on",
                type -> rooms.isIn(type, "sim")
                        ? Stream.of()
                        : type.getCodeUnitAccessesFromSelf().stream()
                                .filter(access ->
                                        access.getTargetOwner().getName().equals(safeguards)
                                                && access.getName().equals("without"))
                                .map(access -> access.getDescription()));
    }

    private static Stream<String> calls(JavaClass type, Class<?> owner, String name) {
        return type.getCodeUnitAccessesFromSelf().stream()
                .filter(access ->
                        access.getName().equals(name) && access.getTargetOwner().isAssignableTo(owner))
                .map(access -> access.getDescription());
    }
}
