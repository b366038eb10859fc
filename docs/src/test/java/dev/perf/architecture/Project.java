package dev.perf.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The modules of this repository, their sources and their compiled classes. */
final class Project {
    static final Path ROOT = Path.of("..");

    /** Each module with the modules that it may know. */
    static final Map<String, Set<String>> ARROWS = Map.of(
            "perf-api", Set.of(),
            "perf-engine", Set.of("perf-api"),
            "perf-report", Set.of("perf-api"),
            "perf-distributed", Set.of("perf-api", "perf-engine", "perf-report"),
            "perf-junit", Set.of("perf-api", "perf-engine", "perf-report"),
            "samples", Set.of("perf-api", "perf-engine", "perf-report", "perf-distributed", "perf-junit"));

    static final List<String> PUBLISHED =
            List.of("perf-api", "perf-engine", "perf-report", "perf-distributed", "perf-junit");

    /** The main classes of every module, {@code package-info} included. */
    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.perf");

    private static final Pattern MODULE_FOLDER = Pattern.compile("/([^/]+)/target/");

    private Project() {}

    /** The module whose build made this class. */
    static String moduleOf(JavaClass type) {
        String location = type.getSource().orElseThrow().getUri().toString();
        Matcher matcher = MODULE_FOLDER.matcher(location);
        if (!matcher.find()) {
            throw new IllegalStateException(
                    type.getName() + " comes from " + location + ", not from this build; run Maven in the top folder");
        }
        return matcher.group(1);
    }

    static boolean isOurs(JavaClass type) {
        return type.getPackageName().equals("dev.perf") || type.getPackageName().startsWith("dev.perf.");
    }

    /** The Java sources of a module's main code, without {@code module-info}. */
    static List<Path> mainSources(String module) {
        Path folder = ROOT.resolve(module).resolve("src/main/java");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("module-info.java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
