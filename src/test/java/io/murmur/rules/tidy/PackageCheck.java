package io.murmur.rules.tidy;

import com.sun.source.tree.AnnotationTree;
import io.murmur.rules.tree.SourceTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Each package has at most 16 files and a documented `package-info` that is `@NullMarked`.
///
/// A package of tests needs none of its own where the package it tests has one.
final class PackageCheck {

    private static final int FILES_MAX = 16;

    private PackageCheck() {}

    /// Packages that nothing describes.
    static List<Finding> undescribed(List<SourceTree> sources) {
        Set<Path> described = new TreeSet<>();
        sources.stream()
                .filter(PackageCheck::isDescription)
                .forEach(file -> described.add(file.path().getParent()));
        return sources.stream()
                .map(file -> file.path().getParent())
                .distinct()
                .filter(folder -> !described.contains(folder) && !described.contains(testedBy(folder)))
                .map(folder -> new Finding(folder, 1, "package without a documented, @NullMarked package-info"))
                .toList();
    }

    /// Packages with too many files.
    static List<Finding> crowded(List<SourceTree> sources) {
        Map<Path, Integer> counts = new TreeMap<>();
        for (SourceTree source : sources) {
            counts.merge(source.path().getParent(), source.isPackageInfo() ? 0 : 1, Integer::sum);
        }
        List<Finding> findings = new ArrayList<>();
        counts.forEach((folder, count) -> {
            if (count > FILES_MAX) {
                findings.add(new Finding(folder, 1, "package of " + count + " files, at most " + FILES_MAX));
            }
        });
        return findings;
    }

    private static Path testedBy(Path folder) {
        return Path.of(folder.toString().replace("src/test/java", "src/main/java"));
    }

    private static boolean isDescription(SourceTree file) {
        if (!file.isPackageInfo() || file.unit().getPackage() == null) {
            return false;
        }
        boolean isNullMarked = file.unit().getPackageAnnotations().stream()
                .map(AnnotationTree::getAnnotationType)
                .anyMatch(type -> type.toString().equals("NullMarked"));
        return isNullMarked && file.commentOf(file.unit().getPackage()) != null;
    }
}
