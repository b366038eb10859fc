package dev.perf.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.samples.shop.DemoShop;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code perf init} writes runs against the demo shop with {@code perf run}, as somebody who begins would do it. */
class StarterTest {

    @TempDir
    private Path folder;

    @Test
    void theJavaThatPerfInitWritesHoldsAgainstTheShop() throws Exception {
        Path source = folder.resolve("ShopLoadTest.java");
        String written = perf("init", "--java", source.toString());
        assertThat(written).contains("wrote " + source);
        compile(source, folder.resolve("classes"));

        try (DemoShop shop = DemoShop.start()) {
            String output = perf(
                    "run",
                    "--class-path",
                    folder.resolve("classes").toString(),
                    "ShopLoadTest",
                    "--base-url",
                    shop.url(),
                    "--duration=4s",
                    "--no-report",
                    "--threshold",
                    "http_reqs{name:checkout}: count > 0");

            assertThat(output).contains("PASSED: all 5 thresholds held");
            assertThat(shop.requests()).isGreaterThan(10);
        }
    }

    /** Runs the command, which passes. */
    private static String perf(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.perf.cli.PerfCommand"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private static void compile(Path source, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var said = new StringWriter();
        Files.createDirectories(classes);
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-cp",
                    System.getProperty("java.class.path") + File.pathSeparator + classes,
                    "-d",
                    classes.toString());
            boolean compiled = compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertThat(compiled).as(said.toString()).isTrue();
        }
    }
}
