package dev.perf.output;

import dev.perf.event.RunControl;
import dev.perf.result.PlannedLoad;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The run that an output is opened for.
 *
 * @param test name of the test
 * @param id name of the run, unique and in order of time
 * @param tags put on the run as a whole
 * @param thresholds their expressions
 * @param version of Perf
 * @param isCommand whether the process was started for this run, and ends with it: an output may linger then for those
 *     who fetch from it. It must not in a run from code, for whose end a test suite waits
 * @param warnings told at once, from any thread, of what people should know while the run goes on. What is told here is
 *     logged and shown, and not in the result: that gets what {@link OpenOutput#end} returns
 * @param plannedLoad the load that each scenario is to get
 * @param control changes the load, for outputs that let people do so
 */
public record OutputRun(
        String test,
        String id,
        Map<String, String> tags,
        List<String> thresholds,
        String version,
        boolean isCommand,
        Consumer<String> warnings,
        List<PlannedLoad> plannedLoad,
        RunControl control) {

    /** Copies the collections. */
    public OutputRun {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        thresholds = List.copyOf(thresholds);
        plannedLoad = List.copyOf(plannedLoad);
    }
}
