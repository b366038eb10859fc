package dev.perf.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps the guide true: each Java block in it is a tagged region of code that the build compiles, each YAML block a file that
 * {@link TestFilesTest} reads, or a tagged region of one, and each link leads somewhere. {@code mvn test -pl docs -am -Ddocs.update=true} writes the regions into the blocks.
 */
class SnippetsTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern BLOCK = Pattern.compile(
            "(?:<!-- snippet: (\\S+?)(?:#(\\S+))? -->\\n)?```(java|yaml)\\n(.*?)```\\n", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#\\s]+)(?:#([^)\\s]+))?\\)");
    private static final Pattern TAG = Pattern.compile("(?://|#) tag::(\\S+)\\[\\]");
    private static final Pattern END = Pattern.compile("(?://|#) end::\\S+\\[\\]");

    /** Pages with files of other programs: of GitHub and of Prometheus. */
    private static final Set<String> YAML_OF_OTHERS = Set.of("ci.md", "outputs.md");

    @Test
    void everyBlockIsCompiledCodeOrAFileThatIsRead() throws IOException {
        for (Path page : pages()) {
            String text = Files.readString(page);
            boolean isOfOthers = YAML_OF_OTHERS.contains(page.getFileName().toString());
            String expected = BLOCK.matcher(text).replaceAll(block -> {
                if (isOfOthers && block.group(1) == null && block.group(3).equals("yaml")) {
                    return Matcher.quoteReplacement(block.group());
                }
                assertThat(block.group(1))
                        .as("%s: the block %s needs a <!-- snippet: path#tag --> line", page, block.group(4))
                        .isNotNull();
                String tag = block.group(2);
                Path source = ROOT.resolve(block.group(1));
                return Matcher.quoteReplacement("<!-- snippet: " + block.group(1) + (tag == null ? "" : "#" + tag)
                        + " -->\n```" + block.group(3) + "\n" + (tag == null ? whole(source) : region(source, tag))
                        + "```\n");
            });
            if (Boolean.getBoolean("docs.update")) {
                Files.writeString(page, expected);
            } else {
                assertThat(text).as("%s; mend with -Ddocs.update=true", page).isEqualTo(expected);
            }
        }
    }

    @Test
    void everyTaggedRegionIsShown() throws IOException {
        var shown = new TreeSet<String>();
        for (Path page : pages()) {
            Matcher block = BLOCK.matcher(Files.readString(page));
            while (block.find()) {
                shown.add(block.group(1) + "#" + block.group(2));
            }
        }
        var tagged = new TreeSet<String>();
        for (String folder : List.of("docs/src/test/java/dev/perf/docs", "docs/src/test/resources", "samples/src")) {
            try (Stream<Path> sources = Files.walk(ROOT.resolve(folder))) {
                for (Path source : sources.filter(file -> file.toString().matches(".*\\.(java|yaml)"))
                        .filter(file -> !file.endsWith("SnippetsTest.java"))
                        .toList()) {
                    Matcher tag = TAG.matcher(Files.readString(source));
                    while (tag.find()) {
                        tagged.add(ROOT.relativize(source) + "#" + tag.group(1));
                    }
                }
            }
        }
        assertThat(tagged).isNotEmpty();
        assertThat(shown).containsAll(tagged);
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                Path target = page.resolveSibling(link.group(1)).normalize();
                assertThat(target).as("%s links to %s", page, link.group(1)).exists();
                if (link.group(2) != null) {
                    assertThat(anchors(target))
                            .as("%s links into %s", page, target)
                            .contains(link.group(2));
                }
            }
        }
    }

    private static List<Path> pages() throws IOException {
        var pages = new ArrayList<Path>();
        for (Path folder : List.of(ROOT, ROOT.resolve("docs"), ROOT.resolve("docs/kubernetes"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
            }
        }
        assertThat(pages).hasSizeGreaterThan(8);
        return pages;
    }

    private static String whole(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException unreadable) {
            throw new AssertionError("no such source: " + source, unreadable);
        }
    }

    private static String region(Path source, String tag) {
        try {
            List<String> lines = Files.readAllLines(source);
            int begin = indexOf(lines, "tag::" + tag + "[]", source);
            int end = indexOf(lines, "end::" + tag + "[]", source);
            List<String> region = lines.subList(begin + 1, end).stream()
                    .filter(line ->
                            !TAG.matcher(line).find() && !END.matcher(line).find())
                    .toList();
            int indent = region.stream()
                    .filter(line -> !line.isBlank())
                    .mapToInt(line -> line.length() - line.stripLeading().length())
                    .min()
                    .orElse(0);
            var text = new StringBuilder();
            region.forEach(line ->
                    text.append(line.isBlank() ? "" : line.substring(indent)).append('\n'));
            return text.toString();
        } catch (IOException unreadable) {
            throw new AssertionError("no such source: " + source, unreadable);
        }
    }

    private static int indexOf(List<String> lines, String marker, Path source) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().matches("(//|#) " + Pattern.quote(marker))) {
                return i;
            }
        }
        throw new AssertionError(source + " has no line " + marker);
    }

    /** The anchors that GitHub gives headings. */
    private static List<String> anchors(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ +", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
