import static java.nio.charset.StandardCharsets.UTF_8;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Checks or applies the format of all Java sources: {@code java Format.java check|apply}.
 *
 * <p>A program and not a Maven plugin, because formatter plugins run inside Maven's own JVM, and a Java 17 cannot parse
 * the Java 21 of these sources. The build starts this one on the JDK that it compiles with.
 */
final class Format {
    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    public static void main(String[] args) throws IOException {
        boolean apply = args[0].equals("apply");
        TreeSet<String> unformatted = new TreeSet<>();
        TreeSet<String> broken = new TreeSet<>();
        sources().parallelStream().forEach(file -> {
            try {
                String before = Files.readString(file);
                String after = FORMATTER.formatSourceAndFixImports(before.replace("\r\n", "\n"));
                if (!after.equals(before)) {
                    synchronized (unformatted) {
                        unformatted.add(file.toString());
                    }
                    if (apply) {
                        Files.write(file, after.getBytes(UTF_8));
                    }
                }
            } catch (FormatterException e) {
                synchronized (broken) {
                    broken.add(file + ": " + e.getMessage());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        broken.forEach(System.err::println);
        if (apply) {
            unformatted.forEach(file -> System.out.println("formatted " + file));
        } else if (!unformatted.isEmpty()) {
            System.err.println("Not in the project's format (\"mvn -Pformat\" puts that right):");
            unformatted.forEach(file -> System.err.println("  " + file));
        }
        System.exit(broken.isEmpty() && (apply || unformatted.isEmpty()) ? 0 : 1);
    }

    /** Every Java file but those of target and hidden folders, and this one. */
    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>(List.of(Path.of(".build", "Format.java")));
        Files.walkFileTree(Path.of(""), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                return name.equals("target") || name.startsWith(".")
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    sources.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }
}
