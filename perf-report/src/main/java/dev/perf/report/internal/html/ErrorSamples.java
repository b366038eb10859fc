package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.code;
import static dev.perf.report.internal.html.Element.el;
import static dev.perf.report.internal.html.Element.foreign;

import dev.perf.result.ErrorResult;
import dev.perf.result.ErrorSample;

/** Failures to look at: what was sent, what came back, and the exception. Secrets are masked where they were recorded. */
final class ErrorSamples {

    private ErrorSamples() {}

    /** Returns the place of the samples of an error in the page. */
    static String id(int index) {
        return "error-" + index;
    }

    /** Returns the samples of an error behind its name, closed. */
    static Element panel(int index, ErrorResult error) {
        int count = error.samples().size();
        Element samples = el("div").id(id(index)).cls("samples");
        error.samples().forEach(sample -> samples.add(sample(error, sample)));
        return el(
                        "details",
                        el(
                                "summary",
                                new Text((count == 1 ? "1 sample of " : count + " samples of ")),
                                code(error.kind()),
                                new Text(" in "),
                                el("b", foreign(error.request())),
                                new Text(": "),
                                foreign(error.message())),
                        samples)
                .cls("error");
    }

    private static Element sample(ErrorResult error, ErrorSample sample) {
        Element facts = el("dl").cls("facts");
        fact(facts, "At", new Text(Format.moment(sample.at())));
        fact(facts, "Scenario", foreign(sample.scenario()));
        fact(facts, "User", new Text(String.valueOf(sample.user())));
        fact(facts, "Iteration", new Text(String.valueOf(sample.iteration())));
        fact(facts, "Status", new Text(sample.status() == 0 ? "none" : String.valueOf(sample.status())));
        if (sample.trace() != null) {
            fact(facts, "Trace", code(sample.trace()));
        }
        Element shown = el("div", facts).cls("sample");
        if (!sample.message().equals(error.message())) {
            shown.add(el("p", foreign(sample.message())));
        }
        Element messages = el("div").cls("pair");
        if (sample.request() != null) {
            messages.add(message("Request", sample.request()));
        }
        if (sample.response() != null) {
            messages.add(message("Response", sample.response()));
        }
        if (!sample.exception().isEmpty()) {
            messages.add(text("Exception", String.join("\n", sample.exception())));
        }
        return shown.add(messages);
    }

    private static void fact(Element facts, String name, Node value) {
        facts.add(el("div", el("dt", name), el("dd", value)));
    }

    private static Element message(String title, ErrorSample.Message message) {
        var text = new StringBuilder(message.line());
        message.headers().forEach(header -> text.append('\n').append(header));
        if (!message.body().isEmpty()) {
            text.append("\n\n").append(message.body());
        }
        return text(title, text.toString());
    }

    private static Element text(String title, String text) {
        return el("div", el("h3", title), el("pre", foreign(text)));
    }
}
