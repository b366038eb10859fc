package dev.perf.cli;

import dev.perf.cli.har.HarException;
import dev.perf.cli.har.HarImport;
import dev.perf.cli.har.HarImport.Imported;
import dev.perf.cli.har.HarImport.Wanted;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perf import}: the source of a load test from what a browser recorded. Sends nothing. */
@Command(
        name = "import",
        description = {"Writes the source of a load test from a recording of a browser, a HAR file.", ""},
        mixinStandardHelpOptions = true,
        versionProvider = PerfVersionProvider.class,
        abbreviateSynopsis = true,
        sortOptions = false,
        descriptionHeading = "",
        footerHeading = "%nExamples:%n",
        footer = {
            "  perf import shop.har",
            "  perf import shop.har --out src/test/java/com/example/ShopLoadTest.java --package com.example",
            "  perf import shop.har --host shop.example --host api.shop.example:8443"
        })
final class ImportCommand implements Callable<Integer> {

    private static final String SUFFIX = ".java";

    /** More does not fit into a string of Java. */
    private static final long LARGEST_FILE = 500_000_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the recording")
    @SuppressWarnings("NullAway.Init") // required
    private String recording;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "file to write, which must not exist; named after the recording unless set; - for standard"
                    + " output")
    private @Nullable String out;

    @Option(names = "--package", paramLabel = "NAME", description = "package of the class; none unless set")
    private @Nullable String packageName;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "import the requests to HOST or HOST:PORT; may be given several times, and the first is the"
                    + " base URL; the host of the first request unless set")
    private List<String> hosts = List.of();

    @Option(names = "--include-static", description = "import styles, scripts, pictures and fonts too")
    private boolean includeStatic;

    /** For picocli. */
    ImportCommand() {}

    @Override
    public Integer call() {
        Path file = path(recording);
        Path target = target(file);
        String className = className(target == null ? Path.of(name(file) + SUFFIX) : target);
        if (packageName != null && !SourceVersion.isName(packageName)) {
            throw mistake("--package " + packageName + " must be a Java package name, such as com.example");
        }
        Imported imported;
        try {
            imported = HarImport.of(read(file), new Wanted(packageName, className, hosts, includeStatic));
        } catch (HarException unusable) {
            throw mistake(recording + " " + unusable.getMessage());
        }
        if (target == null) {
            spec.commandLine().getOut().print(imported.source());
            spec.commandLine().getOut().flush();
        } else {
            write(imported.source(), target);
            tell(target + ": " + count(imported.requests(), "request") + ", " + count(imported.saved(), "value")
                    + " saved from responses and sent again");
        }
        imported.notes().forEach(note -> tell("left out: " + note));
        return 0;
    }

    private void tell(String line) {
        (writesFile() ? spec.commandLine().getOut() : spec.commandLine().getErr()).println(line);
    }

    /** Standard output belongs to the source where that goes there. */
    private boolean writesFile() {
        return !"-".equals(out);
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private @Nullable Path target(Path file) {
        if (out == null) {
            return Path.of(name(file) + SUFFIX);
        }
        return out.equals("-") ? null : path(out);
    }

    /** Returns a class name made of the recording's. */
    private static String name(Path file) {
        String base = String.valueOf(file.getFileName()).replaceAll("\\.[hH][aA][rR]$", "");
        var name = new StringBuilder();
        for (String word : base.split("[^A-Za-z0-9]+")) {
            if (!word.isEmpty()) {
                name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
            }
        }
        return (name.isEmpty() || Character.isDigit(name.charAt(0)) ? "Recording" + name : name.toString())
                + (name.toString().endsWith("Recording") || name.isEmpty() ? "" : "Recording");
    }

    private String className(Path target) {
        String fileName = String.valueOf(target.getFileName());
        String name = fileName.endsWith(SUFFIX) ? fileName.substring(0, fileName.length() - SUFFIX.length()) : "";
        if (!SourceVersion.isIdentifier(name) || SourceVersion.isKeyword(name)) {
            throw mistake("--out " + out + " must be the file of a Java class, such as ShopRecording.java");
        }
        return name;
    }

    private Path path(String text) {
        return Values.path(text, spec);
    }

    private String read(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw mistake(recording + " is a folder; name the HAR file in it");
            }
            if (Files.size(file) > LARGEST_FILE) {
                throw mistake(recording + " has more than 500 MB; record less, or without the bodies of downloads");
            }
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw mistake(recording + " does not exist; name the HAR file that the browser saved");
        } catch (MalformedInputException binary) {
            throw mistake(recording + " is no text in UTF-8, so it is no HAR");
        } catch (IOException unreadable) {
            throw mistake(recording + " cannot be read: " + unreadable);
        }
    }

    private void write(String source, Path target) {
        try {
            Path folder = target.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(target, source, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException there) {
            throw mistake(there.getFile() + " exists; remove it, or name another file with --out");
        } catch (IOException unwritable) {
            throw mistake(target + " cannot be written: " + unwritable);
        }
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
