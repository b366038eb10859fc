package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What the words mean, in two lines each. */
final class Glossary {

    private static final Map<String, String> TERMS = terms();

    private Glossary() {}

    static Section section() {
        Element list = el("dl").cls("glossary");
        TERMS.forEach((term, meaning) ->
                list.add(el("div", el("dt", term), el("dd", meaning)).id(anchor(term))));
        return Section.of("glossary", "Glossary", list);
    }

    /** Returns the place of a term in the page. */
    static String anchor(String term) {
        if (!TERMS.containsKey(term)) {
            throw new IllegalArgumentException("the glossary does not explain " + term);
        }
        return "term-" + term.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static Map<String, String> terms() {
        var terms = new LinkedHashMap<String, String>();
        terms.put(
                "Response time",
                "From the moment a request was due, as an ideal generator would have sent it, to its last byte. "
                        + "Includes waiting that the user of the target would have felt.");
        terms.put(
                "Service time",
                "From the first byte sent to the last byte received. "
                        + "What the target needed, not counting what came before.");
        terms.put(
                "Coordinated omission",
                "Measuring from the actual send hides the wait of all requests that a slow one held up. "
                        + "The gap between response and service time is what would be hidden.");
        terms.put(
                "Percentile",
                "p95 is the time that 95 % of the requests did not exceed. Greyed where fewer than 10 samples lie"
                        + " above it, a dash where the samples are too few to say anything.");
        terms.put(
                "Time share",
                "Response times of this request added up, as a part of those of all requests. "
                        + "Where it is high, faster responses gain most.");
        terms.put("Threshold", "A demand on a metric that decides the verdict. " + "Without samples it does not hold.");
        terms.put(
                "Margin",
                "Distance of the actual value from the limit, + on the good side; pts are percentage points. "
                        + "In brackets, what part of the room is left: of the limit or, for a share that has to be "
                        + "more than one half, of what is left to 100 %. Below 10 % the threshold is marked as close.");
        terms.put(
                "Course of a threshold",
                "Its value over time, red beyond the limit: of its windows where it has some, of counts so far, else"
                        + " of each interval by itself, so that a threshold that held may have been in breach for a"
                        + " while.");
        terms.put(
                "Service level objective",
                "A promise of what share of requests is good, such as answered within 300 ms, or of a rate. "
                        + "Bad are the requests that are not.");
        terms.put(
                "Error budget",
                "The bad requests that an objective allows: of a million, 99.9 % allow 1,000. Beyond 100 % it is"
                        + " missed.");
        terms.put(
                "Burn rate",
                "How fast a window spends the error budget: at 1 just as much as it may, at 2 twice as much. "
                        + "Shown is the worst window of each length.");
        terms.put(
                "Check",
                "A demand on a single response. "
                        + "A failed check is counted; only a threshold turns it into a verdict.");
        terms.put(
                "Iteration",
                "One pass of a virtual user through its scenario. "
                        + "Dropped: due, but no user was free. Interrupted: cut off at the end of the run.");
        terms.put(
                "Open and closed model",
                "Open: iterations arrive at a rate, however slow the target is. "
                        + "Closed: a set number of users loops, so a slow target is asked less.");
        terms.put(
                "Stage",
                "A named stretch of the load. What an iteration measures belongs to the stage in which it began; "
                        + "what began in the warm-up belongs to none.");
        terms.put(
                "Generator",
                "The process that made the load. Where it was at its own limit, "
                        + "the numbers tell of it and not of the target, and the run is invalid.");
        return terms;
    }
}
