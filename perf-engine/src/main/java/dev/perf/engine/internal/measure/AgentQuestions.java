package dev.perf.engine.internal.measure;

import dev.perf.slo.Slo;
import dev.perf.threshold.Threshold;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What of single agents' samples is judged: what thresholds and objectives ask for that name an agent. */
final class AgentQuestions {

    /**
     * What is asked of one agent.
     *
     * @param agent its name
     */
    private record Question(String agent, Predicate<Series> isAbout) {}

    private final List<Question> questions = new ArrayList<>();

    AgentQuestions(List<Threshold> thresholds, List<Slo> slos) {
        thresholds.forEach(threshold ->
                ask(threshold.tags(), series -> Cells.metricNames(series).contains(threshold.metric())));
        slos.forEach(slo -> ask(slo.tags(), series -> series.newCell() instanceof Cell.Request));
    }

    private void ask(Map<String, String> tags, Predicate<Series> isAbout) {
        String agent = tags.get(SeriesRegistry.AGENT);
        if (agent != null) {
            var others = new LinkedHashMap<>(tags);
            others.remove(SeriesRegistry.AGENT);
            questions.add(new Question(agent, series -> series.tags().match(others) && isAbout.test(series)));
        }
    }

    /** Tells whether something asks for samples of {@code series} of an agent alone. */
    boolean isAbout(String agent, Series series) {
        return series.phase().isReported()
                && questions.stream()
                        .anyMatch(question -> question.agent().equals(agent)
                                && question.isAbout().test(series));
    }
}
