package dev.perf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.spi.FileEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitCommandTest {

    @RegisterExtension
    private final CaughtOutput output = new CaughtOutput();

    @TempDir
    private Path temp;

    private static int run(String... arguments) {
        var all = new ArrayList<>(List.of("init"));
        all.addAll(List.of(arguments));
        return PerfCommand.run(all.toArray(String[]::new));
    }

    @Test
    void writesYamlAndTellsWhatToDoNext() throws IOException {
        Path file = temp.resolve("tests/shop.yaml");

        assertThat(run(file.toString())).isZero();

        assertThat(Files.readString(file))
                .startsWith("# A load test for Perf.")
                .contains("#   perf run " + file + " --profile smoke ")
                .doesNotContain("\t", "@", "load-test.yaml");
        assertThat(output.out()).isEqualTo("wrote " + file + """


            It runs against Perf's demo shop, which a checkout of Perf starts on port 8080 with
              mvn -q -Pdemo -Ddemo.main=dev.perf.samples.shop.DemoShop

            Next:
              perf run FILE --dry-run           checks it, and draws its load
              perf run FILE --debug             lets one user go through it once, and shows all requests
              perf run FILE                     runs it
              perf run FILE --profile load      runs more of it
              perf run FILE --print-config      shows what holds, and where it is from
            """.replace("FILE", file.toString()));
        assertThat(output.err()).isEmpty();
    }

    @Test
    void writesTheSchemaForEditorsAnew() throws IOException {
        Path file = temp.resolve("perf.schema.json");
        Files.writeString(file, "x".repeat(1_000_000));

        assertThat(run("--schema", file.toString())).isZero();

        assertThat(Files.readString(file)).isEqualTo(FileEngine.find().schema());
        assertThat(output.out()).isEqualTo("wrote " + file + """

            An editor uses it for a file that begins with
              # yaml-language-server: $schema=FILE
            """.replace("FILE", file.toString()));
        assertThat(run("--schema", "--package=com.example")).isEqualTo(2);
    }

    @Test
    void theYamlThatItWritesIsATest() {
        String file = temp.resolve("shop.yaml").toString();
        assertThat(run(file)).isZero();

        for (String profile : List.of("smoke", "load", "soak")) {
            assertThat(PerfCommand.run("run", file, "--profile", profile, "--dry-run"))
                    .as(output.err())
                    .isZero();
        }
        assertThat(PerfCommand.run("run", file, "--env=staging", "--dry-run")).isZero();
        assertThat(PerfCommand.run("run", file, "--print-config")).isZero();
        assertThat(output.out()).contains("http://localhost:8080", "https://staging.example.com");
        assertThat(output.err()).isEmpty();
    }

    @Test
    void theJavaThatItWritesIsATest() throws IOException {
        Path file = temp.resolve("src/test/java/org/shop/CheckoutLoadTest.java");
        Path classes = temp.resolve("classes");

        assertThat(run(file.toString())).isZero();
        assertThat(output.out())
                .contains("\n  perf run --class-path target/test-classes org.shop.CheckoutLoadTest --dry-run ");
        CompiledClasses.of(file, classes);

        assertThat(PerfCommand.run(
                        "run", "org.shop.CheckoutLoadTest", "--class-path=" + classes, "--dry-run", "--users", "3"))
                .as(output.err())
                .isZero();
        assertThat(output.out())
                .contains("test \"shop\" is valid; nothing was sent")
                .contains("base URL    http://localhost:8080");
    }

    @Test
    void theClassMayBeInAnotherPackageOrInNone() throws IOException {
        Path named = temp.resolve("Named.java");
        Path none = temp.resolve("None.java");

        assertThat(run("--java", "--package", "org.shop", named.toString())).isZero();
        assertThat(run(none.toString())).isZero();

        assertThat(named).content().startsWith("package org.shop;\n\nimport static ");
        assertThat(none).content().startsWith("import static ");
        CompiledClasses.of(named, temp.resolve("classes"));
        CompiledClasses.of(none, temp.resolve("classes"));
        assertThat(temp.resolve("classes/org/shop/Named.class")).exists();
        assertThat(temp.resolve("classes/None.class")).exists();
    }

    @Test
    void overwritesNothing() throws IOException {
        Path file = Files.writeString(temp.resolve("shop.yaml"), "mine");

        assertThat(run(file.toString())).isEqualTo(2);

        assertThat(file).hasContent("mine");
        assertThat(output.err())
                .isEqualTo(file + " is there already, and stays as it is; name another file, or remove it first\n"
                        + "perf init --help lists what is allowed\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        --yaml Shop.java              | --yaml writes YAML, and Shop.java is named like Java; name a file such as load-test.yaml
        --java shop.yaml              | --java writes Java, and shop.yaml is named otherwise; name a file such as ShopLoadTest.java
        --package=org.shop shop.yaml  | --package is for Java; add --java, or leave it out
        shop.txt                      | "shop.txt" must end in .yaml, or in .java for a test in Java
        load-test.java                | "load-test" is no name of a class in Java; name the file after one, such as ShopLoadTest.java
        --package=1.2 None.java       | "1.2" is no name of a package in Java; give one with --package, such as com.example
        """)
    void refusesWhatItCannotWrite(String arguments, String message) {
        assertThat(run(arguments.split(" ", -1))).isEqualTo(2);

        assertThat(output.err()).isEqualTo(message + "\nperf init --help lists what is allowed\n");
        assertThat(Path.of("shop.txt")).doesNotExist();
        assertThat(Path.of("None.java")).doesNotExist();
    }

    @Test
    void oneLanguageAtATime() {
        assertThat(run("--yaml", "--java")).isEqualTo(2);
        assertThat(output.err()).contains("--yaml", "--java", "mutually exclusive");
    }
}
