package dev.perf.check;

import static dev.perf.source.Given.given;

/** Takes what a regular expression matches: its first group, or all of the match where it has no group. */
public final class RegexExtractor extends Extractor {

    private final Source.Regex regex;

    /** Creates an extractor of the first group, or of the whole match. */
    public RegexExtractor(String pattern) {
        super(new Source.Regex(pattern, null));
        regex = new Source.Regex(pattern, null);
    }

    /**
     * Takes another group.
     *
     * @param number of the group, from 1; 0 for the whole match
     */
    public Extractor group(int number) {
        return from(new Source.Regex(regex.pattern(), String.valueOf(number)));
    }

    /** Takes a group by its name: {@code regex("id=(?<id>[0-9]+)").group("id")}. */
    public Extractor group(String name) {
        return from(new Source.Regex(regex.pattern(), given(name, "name")));
    }
}
