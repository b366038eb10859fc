package dev.perf.engine.internal.external;

import dev.perf.engine.external.ExternalTool;
import dev.perf.threshold.Threshold;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be read, and judged how.
 *
 * @param tool who wrote the files
 * @param test name of the result
 * @param tags put on the result
 * @param baseline the {@code summary.json} of an earlier run, or the folder of its report; null for none
 */
public record ImportPlan(
        ExternalTool tool,
        List<Path> files,
        String test,
        List<Threshold> thresholds,
        Map<String, String> tags,
        @Nullable Path baseline) {

    ImportPlan of(List<Path> others) {
        return new ImportPlan(tool, others, test, thresholds, tags, baseline);
    }

    ImportPlan withoutThresholds() {
        return new ImportPlan(tool, files, test, List.of(), tags, null);
    }
}
