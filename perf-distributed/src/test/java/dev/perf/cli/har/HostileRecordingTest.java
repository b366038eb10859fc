package dev.perf.cli.har;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.cli.har.HarImport.Imported;
import dev.perf.cli.har.HarImport.Wanted;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a recording holds, what comes out compiles, and says no more than it should. */
class HostileRecordingTest {

    private static final List<String> NASTY = List.of(
            "\"; System.exit(1); //",
            "\\u0022; System.exit(1); //",
            "\\\\u0022",
            "*/ System.exit(1); /*",
            "\\u000a System.exit(1);",
            "line\nbreak\r\n\u2028\u2029\u0085",
            "\0\1\33[2J\7",
            "\uD800 half \uDFFF",
            "ä€😀",
            "#{x}",
            "#{",
            "$1 \\1 %s {0}",
            "\"\"\"",
            "' or 1=1 --",
            "<script>alert(1)</script>");

    @TempDir
    private Path folder;

    @Test
    void everyTextOfARecordingStaysAText() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            Har har = new Har().page("p", nasty(random)).page(nasty(random), "other");
            for (int i = 0; i < 5; i++) {
                har.add(new Entry(i % 2 == 0 ? "POST" : "PAUSE", "http://h/" + nasty(random) + "?" + nasty(random))
                        .at(i * 600, "p")
                        .header(nasty(random), nasty(random))
                        .header("X-Id", nasty(random))
                        .header("Authorization", "Bearer " + nasty(random))
                        .posts(i % 3 == 0 ? "application/json" : nasty(random), json(random))
                        .answersWith(nasty(random), nasty(random) + "12345678")
                        .answers("application/json", json(random)));
            }
            Imported imported = HarImport.of(har.text(), new Wanted(null, "Hostile", List.of(), false));
            compile(imported.source());
            assertThat(imported.source().lines().filter(line -> line.strip().startsWith("System.exit")))
                    .isEmpty();
        }
    }

    @Test
    void literalsHaveTheTextTheyWereMadeOf() throws Exception {
        Random random = new Random(11);
        var texts = new ArrayList<>(NASTY);
        for (int i = 0; i < 100; i++) {
            texts.add(anything(random, 40));
        }
        texts.add(anything(random, 70_000));
        var source = new StringBuilder("public final class Literals {\n    public static String[] all() {\n"
                + "        return new String[] {\n");
        texts.forEach(text -> source.append(JavaText.literal(text)).append(",\n"));
        source.append("        };\n    }\n}\n");
        compile("Literals", source.toString());

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            assertThat((String[]) loader.loadClass("Literals").getMethod("all").invoke(null))
                    .containsExactlyElementsOf(texts);
        }
    }

    @Test
    void aHugeBodyIsSentWhole() throws Exception {
        String huge = "0123456789".repeat(30_000);
        Imported imported = HarImport.of(
                new Har()
                        .add(new Entry("POST", "http://h/")
                                .at(0, "")
                                .posts("text/plain", huge)
                                .answers("text/plain", huge))
                        .text(),
                new Wanted(null, "Hostile", List.of(), false));

        compile(imported.source());
        assertThat(imported.source().replaceAll("\", \"", "")).contains(huge);
    }

    private static String nasty(Random random) {
        return NASTY.get(random.nextInt(NASTY.size())) + (random.nextBoolean() ? "" : anything(random, 10));
    }

    private static String json(Random random) {
        return random.nextInt(4) == 0
                ? nasty(random)
                : Sent.JSON.writeValueAsString(Map.of(nasty(random), nasty(random), "id", nasty(random)));
    }

    private static String anything(Random random, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) (random.nextInt(3) == 0 ? random.nextInt(0x10000) : random.nextInt(0x80)));
        }
        return text.toString();
    }

    private void compile(String source) {
        compile("Hostile", source);
    }

    private void compile(String name, String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var mistakes = new StringWriter();
        boolean compiled = compiler.getTask(
                        mistakes,
                        null,
                        null,
                        List.of(
                                "-proc:none",
                                "-d",
                                folder.toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "--add-modules",
                                "ALL-SYSTEM"),
                        null,
                        List.of(
                                new SimpleJavaFileObject(
                                        URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                                    @Override
                                    public CharSequence getCharContent(boolean ignoreErrors) {
                                        return source;
                                    }
                                }))
                .call();
        assertThat(compiled)
                .as(mistakes.toString().lines().findFirst().orElse(""))
                .isTrue();
    }
}
