package io.murmur.rules.architecture;

import static io.murmur.rules.architecture.Judgement.classesShould;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// What keeps the core (and the Redis codec) a function of its inputs: the same seed gives the same run on every JVM.
final class CoreRules {

    private static final List<String> PURE_PACKAGES = List.of(
            "java.lang",
            "java.lang.annotation",
            "java.lang.invoke",
            "java.lang.runtime",
            "java.math",
            "java.nio",
            "java.nio.charset",
            "java.time",
            "java.util",
            "java.util.function",
            "java.util.random",
            "java.util.stream",
            "java.util.zip",
            "org.jspecify.annotations");

    /// Types of pure packages that are not pure: they run, ask the machine, or iterate in an order of their own.
    private static final List<String> IMPURE_TYPES = List.of(
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.lang.Thread",
            "java.lang.ThreadGroup",
            "java.lang.ThreadLocal",
            "java.lang.System$Logger",
            "java.time.Clock",
            "java.util.HashSet",
            "java.util.Hashtable",
            "java.util.IdentityHashMap",
            "java.util.Random",
            "java.util.ServiceLoader",
            "java.util.SplittableRandom",
            "java.util.Timer",
            "java.util.WeakHashMap");

    /// Calls that ask a clock, draw a number, start a thread, or make a collection whose order changes with each start.
    private static final List<String> IMPURE_CALLS = List.of(
            "java.lang.Math.random",
            "java.lang.Object.notify",
            "java.lang.Object.notifyAll",
            "java.lang.Object.wait",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.LocalTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.util.Collection.parallelStream",
            "java.util.List.parallelStream",
            "java.util.Map.copyOf",
            "java.util.Map.of",
            "java.util.Map.ofEntries",
            "java.util.Set.copyOf",
            "java.util.Set.of",
            "java.util.UUID.randomUUID",
            "java.util.random.RandomGenerator.getDefault",
            "java.util.random.RandomGenerator.of",
            "java.util.stream.Collectors.groupingByConcurrent",
            "java.util.stream.Collectors.toConcurrentMap",
            "java.util.stream.Collectors.toSet",
            "java.util.stream.Collectors.toUnmodifiableMap",
            "java.util.stream.Collectors.toUnmodifiableSet",
            "java.util.stream.Stream.parallel");

    /// Collectors that make a `HashMap` unless they are told what to make, with the parameters they then have.
    private static final String TO_MAP = "java.util.stream.Collectors.toMap";
    private static final int TO_MAP_WITH_FACTORY = 4;
    private static final String GROUPING_BY = "java.util.stream.Collectors.groupingBy";
    private static final int GROUPING_BY_WITH_FACTORY = 3;

    private CoreRules() {}

    static ArchRule theCoreKnowsTheJdkOnly(String root) {
        Rooms rooms = new Rooms(root);
        return inCore(
                root,
                "know the pure parts of the JDK only",
                type -> type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency ->
                                !isPure(rooms, dependency.getTargetClass().getBaseComponentType()))
                        .map(Dependency::getDescription));
    }

    static ArchRule theCoreAsksNoClockAndDrawsNoNumber(String root) {
        return inCore(
                root,
                "ask no clock, draw no number, make no collection of random order",
                type -> type.getCodeUnitAccessesFromSelf().stream()
                        .filter(CoreRules::isImpure)
                        .map(JavaCodeUnitAccess::getDescription));
    }

    static ArchRule theCoreTouchesSystemForCopyingOnly(String root) {
        return inCore(
                root,
                "use of System only arraycopy",
                type -> type.getAccessesFromSelf().stream()
                        .filter(access -> access.getTargetOwner().getName().equals("java.lang.System"))
                        .filter(access -> !access.getTarget().getName().equals("arraycopy"))
                        .map(access -> access.getDescription()));
    }

    static ArchRule hashMapsHideInTheLookupTable(String root) {
        return inCore(
                root,
                "use HashMap only inside LookupTable",
                type -> type.getSimpleName().equals("LookupTable")
                        ? Stream.of()
                        : type.getDirectDependenciesFromSelf().stream()
                                .filter(dependency ->
                                        dependency.getTargetClass().getName().equals("java.util.HashMap"))
                                .map(Dependency::getDescription));
    }

    static ArchRule theCoreDeclaresNoCheckedExceptions(String root) {
        return inCore(
                root,
                "declare no checked exceptions",
                type -> type.getCodeUnits().stream()
                        .filter(unit -> unit.getExceptionTypes().stream().anyMatch(CoreRules::isChecked))
                        .map(JavaCodeUnit::getDescription));
    }

    static ArchRule theCoreKnowsNoThreads(String root) {
        return inCore(
                root,
                "have no synchronized methods",
                type -> type.getMethods().stream()
                        .filter(method -> method.getModifiers().contains(JavaModifier.SYNCHRONIZED))
                        .map(JavaCodeUnit::getDescription));
    }

    private static ArchRule inCore(String root, String description, Function<JavaClass, Stream<String>> faults) {
        Rooms rooms = new Rooms(root);
        return classesShould(
                "in core and resp " + description,
                type -> rooms.isIn(type, "core", "resp") ? faults.apply(type) : Stream.of());
    }

    private static boolean isPure(Rooms rooms, JavaClass type) {
        if (type.isPrimitive() || rooms.isOurs(type)) {
            return true;
        }
        return PURE_PACKAGES.contains(type.getPackageName())
                && IMPURE_TYPES.stream().noneMatch(impure -> (type.getName() + "$").startsWith(impure + "$"));
    }

    private static boolean isImpure(JavaCodeUnitAccess<?> access) {
        String called = access.getTargetOwner().getName() + "." + access.getName();
        int parameters = access.getTarget().getRawParameterTypes().size();
        return IMPURE_CALLS.contains(called)
                || (called.equals(TO_MAP) && parameters < TO_MAP_WITH_FACTORY)
                || (called.equals(GROUPING_BY) && parameters < GROUPING_BY_WITH_FACTORY);
    }

    private static boolean isChecked(JavaClass thrown) {
        return !thrown.isAssignableTo(RuntimeException.class) && !thrown.isAssignableTo(Error.class);
    }
}
