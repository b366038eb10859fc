package dev.perf.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The examples for CI servers are files of their own, which the guide shows. */
class CiExamplesTest {

    private static final Path PAGE = Path.of("ci.md");
    private static final Pattern SHOWN =
            Pattern.compile("<!-- file: docs/(\\S+) -->\\n```(\\S+)\\n(.*?)```\\n", Pattern.DOTALL);

    @Test
    void theGuideShowsTheFilesAsTheyAre() throws IOException {
        String page = Files.readString(PAGE);
        String expected = SHOWN.matcher(page)
                .replaceAll(block -> Matcher.quoteReplacement("<!-- file: docs/" + block.group(1) + " -->\n```"
                        + block.group(2) + "\n" + content(block.group(1)) + "```\n"));
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, expected);
        } else {
            assertThat(page).as("mend with -Ddocs.update=true").isEqualTo(expected);
        }
        assertThat(SHOWN.matcher(page).results()).hasSize(2);
    }

    @Test
    void theWorkflowIsYamlWithSteps() {
        var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        Map<?, ?> workflow = yaml.load(content("ci/github-actions.yml"));

        // YAML 1.1 reads "on" as true, which GitHub does not.
        assertThat(workflow.keySet()).extracting(Object::toString).containsExactly("name", "true", "jobs");
        Map<?, ?> job = (Map<?, ?>) ((Map<?, ?>) workflow.get("jobs")).get("load-test");
        assertThat((List<?>) job.get("steps"))
                .hasSize(4)
                .allSatisfy(step -> assertThat(((Map<?, ?>) step).containsKey("uses"))
                        .isNotEqualTo(((Map<?, ?>) step).containsKey("run")));
    }

    @Test
    void bracketsAndQuotesOfTheJenkinsfileMatch() {
        var open = new ArrayDeque<Character>();
        char quote = 0;
        for (char each : content("ci/Jenkinsfile").toCharArray()) {
            if (quote != 0) {
                quote = each == quote ? 0 : quote;
            } else if (each == '\'' || each == '"') {
                quote = each;
            } else if ("{[(".indexOf(each) >= 0) {
                open.push("}])".charAt("{[(".indexOf(each)));
            } else if ("}])".indexOf(each) >= 0) {
                assertThat(open.pop()).isEqualTo(each);
            }
        }
        assertThat(open).isEmpty();
        assertThat(quote).isEqualTo((char) 0);
    }

    @Test
    void theTableOfExitCodesIsThatOfTheVerdicts() throws IOException {
        String page = Files.readString(PAGE);
        for (Verdict verdict : Verdict.values()) {
            assertThat(page).contains("| " + verdict.exitCode() + " | `" + verdict + "` |");
        }
    }

    private static String content(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
