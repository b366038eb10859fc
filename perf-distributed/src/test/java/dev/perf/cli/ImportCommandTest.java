package dev.perf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {

    private static final String HAR = """
        {"log": {"entries": [{
          "startedDateTime": "2026-01-31T12:00:00Z",
          "request": {"method": "GET", "url": "http://shop.example/api"},
          "response": {"status": 200}
        }, {
          "startedDateTime": "2026-01-31T12:00:01Z",
          "request": {"method": "GET", "url": "http://shop.example/logo.png"},
          "response": {"status": 200}
        }]}}
        """;

    private static final String HELP = "perf import --help lists what is allowed\n";

    private final PrintStream systemOut = System.out;
    private final PrintStream systemErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @BeforeEach
    void catchOutput() throws IOException {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        Files.writeString(folder.resolve("shop.har"), HAR);
    }

    @AfterEach
    void releaseOutput() {
        System.setOut(systemOut);
        System.setErr(systemErr);
    }

    @Test
    void writesTheClassThatTheFileNames() throws IOException {
        Path target = folder.resolve("com/example/ShopLoadTest.java");

        assertThat(run("import", file("shop.har"), "--package", "com.example", "--out", target.toString()))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(target + ": 1 request, 0 values saved from responses and sent again\n"
                        + "left out: 1 request for styles, scripts, pictures or fonts; --include-static imports"
                        + " them\n");
        assertThat(Files.readString(target))
                .startsWith("package com.example;\n")
                .contains("public final class ShopLoadTest {")
                .contains(".get(\"/api\")")
                .doesNotContain("logo");

        refuses(
                target + " exists; remove it, or name another file with --out",
                file("shop.har"),
                "--out",
                target.toString());
    }

    @Test
    void writesTheSourceAloneToStandardOutput() {
        assertThat(run("import", file("shop.har"), "--out=-", "--include-static"))
                .isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("import static dev.perf.Perf.*;\n")
                .contains("public final class ShopRecording {")
                .contains(".get(\"/logo.png\")")
                .endsWith("}\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        Files.writeString(folder.resolve("broken.har"), "{");
        Files.write(folder.resolve("binary.har"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(run("import")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("Missing required parameter: 'FILE'\n" + HELP);
        refuses(file("none.har") + " does not exist; name the HAR file that the browser saved", file("none.har"));
        refuses(folder + " is a folder; name the HAR file in it", folder.toString());
        refuses(file("binary.har") + " is no text in UTF-8, so it is no HAR", file("binary.har"), "--out=-");
        refuses(
                file("broken.har") + " is no JSON: line 1, column 2: Unexpected end-of-input: expected close marker for"
                        + " Object; export the recording again",
                file("broken.har"));
        refuses(
                "--out shop.txt must be the file of a Java class, such as ShopRecording.java",
                file("shop.har"),
                "--out=shop.txt");
        refuses(
                "--out class.java must be the file of a Java class, such as ShopRecording.java",
                file("shop.har"),
                "--out=class.java");
        refuses(
                "--package com.1st must be a Java package name, such as com.example",
                file("shop.har"),
                "--out=-",
                "--package=com.1st");
        refuses(
                file("shop.har") + " has no requests to other.example; its hosts are shop.example",
                file("shop.har"),
                "--out=-",
                "--host=other.example");
    }

    private void refuses(String message, String... arguments) {
        err.reset();
        var all = new String[arguments.length + 1];
        all[0] = "import";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        assertThat(run(all)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo(message + "\n" + HELP);
    }

    private static int run(String... arguments) {
        return PerfCommand.run(arguments);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }
}
