package dev.perf.engine.internal.external;

import dev.perf.engine.external.ExternalTool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tool is to be started, and how.
 *
 * @param command name of its program, or a path to it
 * @param arguments its own arguments
 * @param results how its results are to be judged; their files are not known yet
 * @param reports folder of all reports; null for none
 * @param limit how long it may take; null for as long as it takes
 */
public record ToolPlan(
        String command,
        List<String> arguments,
        ImportPlan results,
        @Nullable Path reports,
        @Nullable Duration limit) {

    ExternalTool tool() {
        return results.tool();
    }
}
