package dev.perf.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/**
 * A load test to begin with.
 *
 * @param text what the file holds
 * @param commands what to do with it next, each a command with what it does
 */
record Starter(String text, List<String> commands) {

    private static final String SUFFIX = ".java";
    private static final String YAML_NAME = "load-test.yaml";

    /** Where builds have sources, and where they put the classes. */
    private static final Map<Path, String> SOURCES = Map.of(
            Path.of("src", "test", "java"), "target/test-classes", Path.of("src", "main", "java"), "target/classes");

    /**
     * Returns one in YAML.
     *
     * @throws IllegalArgumentException if the file has the name of something else
     */
    static Starter yaml(Path file) throws IOException {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (!name.endsWith(".yaml") && !name.endsWith(".yml")) {
            throw new IllegalArgumentException(
                    "\"" + file.getFileName() + "\" must end in .yaml, or in .java for a test in Java");
        }
        String test = "perf run " + file;
        return new Starter(
                resource("starter.yaml").replace("perf run " + YAML_NAME, test),
                List.of(
                        test + " --dry-run           checks it, and draws its load",
                        test + " --debug             lets one user go through it once, and shows all requests",
                        test + "                     runs it",
                        test + " --profile load      runs more of it",
                        test + " --print-config      shows what holds, and where it is from"));
    }

    /**
     * Returns one in Java.
     *
     * @param packageName null for the one that the folder stands for
     * @throws IllegalArgumentException if file or package cannot be named so in Java
     */
    static Starter java(Path file, @Nullable String packageName) throws IOException {
        String name = String.valueOf(file.getFileName());
        String type = name.substring(0, name.length() - SUFFIX.length());
        if (!SourceVersion.isName(type) || type.contains(".")) {
            throw new IllegalArgumentException("\"" + type
                    + "\" is no name of a class in Java; name the file after one," + " such as ShopLoadTest.java");
        }
        Path folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
        Path sources = sources(folder);
        String ofClass = packageName == null ? packageOf(folder, sources) : packageName;
        if (!ofClass.isEmpty() && !SourceVersion.isName(ofClass)) {
            throw new IllegalArgumentException("\"" + ofClass + "\" is no name of a package in Java; give one with"
                    + " --package, such as com.example");
        }
        String text = resource("starter.java.txt").replace("@CLASS@", type);
        String classes = sources == null ? "FOLDER-OF-CLASSES" : classes(sources);
        String test = "perf run --class-path " + classes + " " + (ofClass.isEmpty() ? "" : ofClass + ".") + type;
        return new Starter(
                ofClass.isEmpty() ? text : "package " + ofClass + ";\n\n" + text,
                List.of(
                        "compile it with your build, on whose class path are perf-engine and perf-report",
                        test + " --dry-run    checks it, and draws its load",
                        test + " --debug      lets one user go through it once",
                        test + "              runs it"));
    }

    /** Returns the folder of sources that a folder is, or is in; null for none. */
    private static @Nullable Path sources(Path folder) {
        for (Path each = folder; each != null; each = each.getParent()) {
            if (SOURCES.keySet().stream().anyMatch(each::endsWith)) {
                return each;
            }
        }
        return null;
    }

    private static String classes(Path sources) {
        return SOURCES.entrySet().stream()
                .filter(each -> sources.endsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static String packageOf(Path folder, @Nullable Path sources) {
        return sources == null
                ? ""
                : StreamSupport.stream(sources.relativize(folder).spliterator(), false)
                        .map(Path::toString)
                        .collect(Collectors.joining("."));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Starter.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
