/**
 * Thresholds: verdicts on a metric of the run, such as {@code http_req_duration{name:login}: p(95) < 500ms}.
 *
 * <p>A {@link dev.perf.threshold.Threshold} is a sentence about one number. It names a <em>metric</em>,
 * perhaps narrowed to the samples that carry certain <em>tags</em>, folds those samples into one number with
 * an <em>aggregate</em>, and compares that number with a <em>limit</em>. It may look at a <em>stage</em>, a stretch
 * of time or a sliding <em>window</em> instead of the whole run, may let breaches pass that do not last, and it may
 * <em>abort</em> the run when it breaks. The limit is a number, or follows from a <em>baseline</em>, which is what an
 * earlier run came to.
 *
 * <p>There are two spellings and one value. {@link dev.perf.threshold.Threshold#parse Threshold.parse} reads
 * the text that YAML, annotations and flags hold; k6's threshold expressions are a subset of its grammar.
 * {@link dev.perf.threshold.Thresholds} says the same in Java. Either way a sentence that cannot mean
 * anything fails at once: an aggregate the metric does not have, a time where a ratio belongs, a percentile
 * of 101. Metrics that Perf does not bring are accepted by name, and checked with
 * {@link dev.perf.threshold.Threshold#requireKind} once their kind is known.
 *
 * <p>Base units, in which actual values are handed in: milliseconds for times, a ratio between 0 and 1 for
 * rates, events or bytes per second for frequencies, bytes for sizes. A window or a run without samples has
 * no actual value ({@code NaN}) and satisfies no threshold.
 *
 * <p>This package knows text and arithmetic only. It must not know how metrics are recorded, when thresholds
 * are evaluated, or what a run is. All types are immutable and safe to share between threads.
 */
@NullMarked
package dev.perf.threshold;

import org.jspecify.annotations.NullMarked;
