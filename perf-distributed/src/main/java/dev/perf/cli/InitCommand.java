package dev.perf.cli;

import dev.perf.spi.FileEngine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perf init}: a first test to change, which runs as it stands against the demo shop. Sends nothing. */
@Command(
        name = "init",
        description = {"Writes a load test to begin with, in YAML or Java, which runs against Perf's demo shop.", ""},
        mixinStandardHelpOptions = true,
        versionProvider = PerfVersionProvider.class,
        abbreviateSynopsis = true,
        sortOptions = false,
        descriptionHeading = "",
        footerHeading = "%nExamples:%n",
        footer = {
            "  perf init",
            "  perf init tests/checkout.yaml",
            "  perf init --java",
            "  perf init src/test/java/com/example/CheckoutLoadTest.java",
            "  perf init --schema"
        })
final class InitCommand implements Callable<Integer> {

    private static final Path YAML_FILE = Path.of("load-test.yaml");
    private static final Path SCHEMA_FILE = Path.of("perf.schema.json");
    private static final Path JAVA_FILE = Path.of("src", "test", "java", "com", "example", "ShopLoadTest.java");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "file to write, which must not exist; load-test.yaml unless set, and with --java"
                    + " src/test/java/com/example/ShopLoadTest.java")
    private @Nullable String file;

    /** At most one of them. */
    private static final class Language {

        @Option(names = "--yaml", description = "write YAML, which is what it does unless FILE ends in .java")
        private boolean yaml;

        @Option(names = "--java", description = "write Java")
        private boolean java;

        @Option(
                names = "--schema",
                description = "write the JSON Schema with which editors complete, explain and check test files, to"
                        + " perf.schema.json unless FILE is given; one that is there is written anew")
        private boolean schema;
    }

    @ArgGroup
    private @Nullable Language language;

    @Option(
            names = "--package",
            paramLabel = "NAME",
            description = "package of the class; that of its folder below src/test/java or the like unless set")
    private @Nullable String packageName;

    /** For picocli. */
    InitCommand() {}

    @Override
    public Integer call() throws IOException {
        if (language != null && language.schema) {
            return schema();
        }
        boolean isJava = isJava();
        if (packageName != null && !isJava) {
            throw mistake("--package is for Java; add --java, or leave it out");
        }
        Path target = file == null ? defaultFile(isJava) : Values.path(file, spec);
        try {
            Starter starter = isJava ? Starter.java(target, packageName) : Starter.yaml(target);
            write(target, starter.text(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            tell(target, starter);
            return 0;
        } catch (IllegalArgumentException unnameable) {
            throw mistake(String.valueOf(unnameable.getMessage()));
        }
    }

    private int schema() {
        if (packageName != null) {
            throw mistake("--package is for Java; leave it out");
        }
        Path target = file == null ? SCHEMA_FILE : Values.path(file, spec);
        write(
                target,
                FileEngine.find().schema(),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        PrintWriter out = spec.commandLine().getOut();
        out.println("wrote " + target);
        out.println("An editor uses it for a file that begins with");
        out.println("  # yaml-language-server: $schema=" + target);
        out.flush();
        return 0;
    }

    private boolean isJava() {
        boolean isNamedJava = file != null && file.toLowerCase(Locale.ROOT).endsWith(".java");
        if (language == null) {
            return isNamedJava;
        }
        if (language.yaml && isNamedJava) {
            throw mistake(
                    "--yaml writes YAML, and " + file + " is named like Java; name a file such as load-test.yaml");
        }
        if (language.java && file != null && !isNamedJava) {
            throw mistake("--java writes Java, and " + file + " is named otherwise; name a file such as "
                    + JAVA_FILE.getFileName());
        }
        return language.java;
    }

    private Path defaultFile(boolean isJava) {
        if (!isJava) {
            return YAML_FILE;
        }
        return packageName == null
                ? JAVA_FILE
                : Path.of("src", "test", "java")
                        .resolve(packageName.replace('.', '/'))
                        .resolve(JAVA_FILE.getFileName());
    }

    private void write(Path target, String text, OpenOption... options) {
        try {
            Path folder = target.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(target, text, options);
        } catch (FileAlreadyExistsException exists) {
            throw mistake(target + " is there already, and stays as it is; name another file, or remove it first");
        } catch (IOException unwritable) {
            throw mistake(target + " cannot be written: " + unwritable);
        }
    }

    private void tell(Path target, Starter starter) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("wrote " + target);
        out.println();
        out.println("It runs against Perf's demo shop, which a checkout of Perf starts on port 8080 with");
        out.println("  mvn -q -Pdemo -Ddemo.main=dev.perf.samples.shop.DemoShop");
        out.println();
        out.println("Next:");
        starter.commands().forEach(command -> out.println("  " + command));
        out.flush();
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
