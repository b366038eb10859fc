package dev.perf.report.compare;

/** What is to be thought of a change. */
public enum Judgement {
    /** For the worse, larger than the limits, and more than chance. */
    WORSE,
    /** For the better, larger than the limits, and more than chance. */
    BETTER,
    /** Whatever the change is, it lies within the limits. */
    SAME,
    /** Neither a change beyond the limits nor its absence is borne out; longer runs would tell. */
    UNCLEAR,
    /** There are fewer than ten blocks with enough requests, so nothing is tested. */
    TOO_FEW
}
