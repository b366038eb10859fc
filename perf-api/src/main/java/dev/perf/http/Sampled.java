package dev.perf.http;

import dev.perf.check.Extractor;
import dev.perf.metric.Metric;

/**
 * A value of a response, message or event that is a sample of a metric.
 *
 * @param metric the metric; its tags may hold templates
 * @param extractor what to take
 */
public record Sampled(Metric metric, Extractor extractor) {}
