package dev.perf.engine.internal.command;

import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.InvalidTestFileException;
import java.util.List;

/**
 * What a command was given to run, before its flags have changed it.
 *
 * @param <R> what comes of it
 */
interface Draft<R> {

    /** Returns the flags it has; all of those that there are, unless it says otherwise. */
    default List<String> flags() {
        return Flags.ALL;
    }

    /** Returns what {@code --help} prints. */
    String help();

    /**
     * Returns the settings that a file comes to, and where each is from, line by line.
     *
     * @throws UsageException if no file can configure it
     * @throws InvalidTestFileException if the file has mistakes
     */
    default List<String> settings(Flags flags) {
        throw new UsageException("--print-config: no file has settings for this");
    }

    /**
     * Returns what is run, as flags ask.
     *
     * @throws UsageException if a flag has nothing to change
     * @throws InvalidTestFileException if a file that configures it has mistakes
     * @throws InvalidPlanException if it has mistakes that become clear by now
     */
    Subject<R> with(Flags flags);
}
