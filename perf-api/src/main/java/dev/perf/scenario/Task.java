package dev.perf.scenario;

import dev.perf.source.SourceLocation;
import java.util.List;

/**
 * One of several things a virtual user may do next, chosen with a likelihood in proportion to its weight.
 *
 * @param weight positive
 * @param steps what the task does
 * @param location where it was written
 */
public record Task(int weight, List<Step> steps, SourceLocation location) {

    public Task {
        steps = List.copyOf(steps);
    }
}
