package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.code;
import static dev.perf.report.internal.html.Element.el;
import static dev.perf.report.internal.html.Element.foreign;

import dev.perf.report.internal.AgentStories;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.RunResult;
import dev.perf.result.SloResult;
import dev.perf.result.ThresholdResult;
import java.util.List;

/** Did it pass, and can it be believed? */
final class VerdictSection {

    private static final int MOST_MISSED = 3;

    private VerdictSection() {}

    static Element of(RunResult result) {
        State state = State.of(result.verdict());
        Element reasons = el("div", el("p", foreign(result.reason())).cls("reason"));
        boolean noLoad = NoLoadSection.isAbout(result);
        ThresholdResult worst = result.worstThreshold();
        if (worst != null && !noLoad) {
            reasons.add(el(
                    "p",
                    el("b", worst.passed() ? "Closest to its limit: " : "Worst threshold: "),
                    code(worst.expression()),
                    new Text(": "),
                    foreign(worst.message())));
        }
        if (!noLoad) {
            missed(result).forEach(reasons::add);
        }
        if (!noLoad && !result.reason().equals(result.generator().summary())) {
            reasons.add(generator(result.generator()));
        }
        AgentStories.of(result).forEach(story -> reasons.add(el("p", el("b", "Agents: "), foreign(story))));
        Element baseline = noLoad ? null : BaselineSection.line(result);
        if (baseline != null) {
            reasons.add(baseline);
        }
        if (!result.warnings().isEmpty()) {
            reasons.add(warnings(result.warnings()));
        }
        return el("section")
                .id("verdict")
                .cls("verdict " + state.cssClass())
                .attr("aria-label", "Verdict")
                .add(el("p", state.icon(), new Text(result.verdict().name())).cls("word"), reasons);
    }

    /** The objectives that did not hold, of many the first. */
    private static List<Element> missed(RunResult result) {
        List<SloResult> missed =
                result.slos().stream().filter(slo -> !slo.met()).toList();
        return missed.stream()
                .limit(MOST_MISSED)
                .map(slo -> el(
                        "p",
                        el("b", "Missed objective: "),
                        foreign(slo.slo().name()),
                        new Text(", " + slo.slo().objective().text() + ": " + slo.message()
                                + (missed.size() > MOST_MISSED && slo == missed.get(MOST_MISSED - 1)
                                        ? "; and " + (missed.size() - MOST_MISSED) + " more"
                                        : ""))))
                .toList();
    }

    private static Element generator(GeneratorHealth health) {
        Element line = el("p");
        if (health.state() == GeneratorHealth.State.WARNING || health.state() == GeneratorHealth.State.INVALID) {
            line.add(State.of(health.state()).icon(), new Text(" "));
        }
        return line.add(el("b", "Generator: "), foreign(health.summary()));
    }

    private static Element warnings(List<String> warnings) {
        Element list = el("ul").cls("warnings");
        warnings.forEach(
                warning -> list.add(el("li", State.WARNING.badge("Warning"), new Text(" "), foreign(warning))));
        return list;
    }
}
