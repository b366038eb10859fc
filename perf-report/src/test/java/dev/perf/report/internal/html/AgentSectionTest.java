package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.internal.AgentRuns;
import dev.perf.report.internal.Results;
import dev.perf.result.RunResult;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AgentSectionTest {

    private static final Pattern SECTION = Pattern.compile("<section id=\"agents\".*?</section>", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    private static String section(RunResult result) {
        return SECTION.matcher(Page.of(result))
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElse("");
    }

    private static String text(String html) {
        return TAG.matcher(html).replaceAll(" ").replace('\u00A0', ' ').replaceAll("\\s+", " ");
    }

    @Test
    void aRunOfOneProcessHasNoSuchSection() {
        assertThat(section(Results.passing())).isEmpty();
        assertThat(Page.of(Results.passing())).doesNotContain("href=\"#agents\"");
    }

    @Test
    void tellsTheStoryOfALoss() {
        String page = text(Page.of(AgentRuns.threeAgents()));

        assertThat(page)
                .contains("Agents: agent-2 was lost at 2:01: its process was killed. agent-1 and agent-3 took over its"
                        + " share at 2:02. 420 iterations did not begin, 12 were cut off; its load was missing for"
                        + " 1.6 s.")
                .contains("Agents: agent-4 joined at 3:00 and got 33.3 % of the load.");
    }

    @Test
    void hasARowForEachAgent() {
        String text = text(section(AgentRuns.threeAgents()));

        assertThat(text)
                .contains("1 agent was lost . The load came from 4 agents; ", " 1 joined during the run.")
                .contains(" agent-1 Ended 33.3 % 20,284 0 % 32.5 ms 75.0 ms – Good 1.35 ms −31.0 s 500/s 10.0.0.55:7800"
                        + " zone=b, Java 25.0.3 Temurin, Linux 6.8 ")
                .contains(" agent-2 Lost at 2:01 its process was killed 33.3 % 6,066 ", " 420 Good ")
                .contains(" agent-4 Joined at 3:00 33.3 % ");
    }

    @Test
    void warnsOfAnAgentThatIsFarSlowerThanTheOthers() {
        assertThat(text(section(AgentRuns.threeAgents())))
                .contains("Warning agent-3 is an outlier: its p50 is 84.4 ms, that of the others 32.4 ms. Look at its"
                        + " machine and its way to the target.");
        assertThat(text(section(AgentRuns.fortyAgents())))
                .doesNotContain("outlier:")
                .contains("No agent is an outlier.");
    }

    @Test
    void foldsManyAgentsAndShowsThoseThatSomethingHappenedTo() {
        String section = section(AgentRuns.fortyAgents());

        String shown = text(section.substring(0, section.indexOf("<details")));
        assertThat(shown)
                .contains(" agent-17 Lost at 1:14 ", " agent-23 Ended ")
                .doesNotContain(" agent-18 ");
        assertThat(text(section)).contains("All 40 agents", " agent-18 Ended ");
    }

    @Test
    void theChartsAreStackedAndOfManyAgentsNameAFew() {
        assertThat(text(section(AgentRuns.threeAgents())))
                .contains(" agent-1 + agent-2 + agent-3 + agent-4 ", "Response time by agent");
        assertThat(text(section(AgentRuns.fortyAgents()))).contains(" + 36 others ", " highest of 36 others ");
    }
}
