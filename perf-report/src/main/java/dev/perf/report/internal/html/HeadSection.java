package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.code;
import static dev.perf.report.internal.html.Element.el;
import static dev.perf.report.internal.html.Element.foreign;

import dev.perf.result.Environment;
import dev.perf.result.RunResult;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Which run this is. */
final class HeadSection {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "d MMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private HeadSection() {}

    static Element of(RunResult result, List<String> files) {
        Element facts = el("dl").cls("facts");
        fact(
                facts,
                "Started",
                el("time", date(result.startedAt()))
                        .attr("datetime", result.startedAt().toString()));
        fact(
                facts,
                "Measured",
                new Text(Format.length(result.duration())
                        + (result.warmUp().isEmpty()
                                ? ""
                                : ", after " + Format.length(result.warmUpLength()) + " of warm-up")));
        fact(facts, "Run", code(result.runId()));
        fact(facts, "Machine", foreign(machine(result.environment())));
        fact(facts, "Software", foreign(software(result.environment())));
        if (!result.tags().isEmpty()) {
            fact(facts, "Tags", tags(result));
        }
        if (!files.isEmpty()) {
            fact(facts, "Files", files(files));
        }
        return el("div", el("h1", foreign(result.test())), facts).cls("head");
    }

    static String date(Instant instant) {
        return DATE.format(instant);
    }

    private static void fact(Element facts, String name, Node value) {
        facts.add(el("div", el("dt", name), el("dd", value)));
    }

    private static String machine(Environment environment) {
        return environment.host() + ", " + environment.cores() + (environment.cores() == 1 ? " core, " : " cores, ")
                + Format.bytes(environment.maxHeapBytes()) + " heap";
    }

    private static String software(Environment environment) {
        return environment.os() + ", Java " + environment.java() + ", Perf " + environment.perf();
    }

    private static Element files(List<String> files) {
        Element links = el("span").cls("files");
        files.forEach(file -> links.add(el("a", file).attr("href", file).attr("download", ""), new Text(" ")));
        return links;
    }

    private static Element tags(RunResult result) {
        Element tags = el("span").cls("tags");
        result.tags().forEach((name, value) -> tags.add(code(name + "=" + value)));
        return tags;
    }
}
