package dev.perf.spi;

import dev.perf.fleet.Fleet;
import dev.perf.plan.TestPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tests that a file lists, to be run one after the other, or several at a time where a fleet has the agents.
 *
 * @param tests what is run, in the order of the file
 * @param fleet the agents that they share; null where the file names none
 * @param reports folder that reports go to; null where the file says nothing of it
 * @param notes what the file says that is not used, each with where it stands and why
 */
public record Suite(
        List<Entry> tests, @Nullable Fleet fleet, @Nullable Path reports, List<String> notes) {

    /** How urgent a test is. */
    public enum Urgency {
        /** After all others. */
        LOW,
        /** As usual. */
        NORMAL,
        /** Before those that are as usual. */
        HIGH,
        /** Before all others. */
        URGENT
    }

    /**
     * A test, and what it needs.
     *
     * @param plan what is run
     * @param id its id among the others; null for one that is made of its name
     * @param name its name
     * @param urgency how urgent it is
     * @param required labels that its agents must carry
     * @param agents how many agents it needs
     * @param timeout how long an attempt may take; null for what follows from its load
     * @param retries how many attempts may follow the first one where the fleet fails; null for what is usual
     * @param notBefore when it may begin; null for at once
     * @param tags what it is tagged with
     */
    public record Entry(
            TestPlan plan,
            @Nullable String id,
            String name,
            Urgency urgency,
            Map<String, String> required,
            int agents,
            @Nullable Duration timeout,
            @Nullable Integer retries,
            @Nullable Instant notBefore,
            Map<String, String> tags) {

        /** Copies the maps. */
        public Entry {
            required = Collections.unmodifiableMap(new LinkedHashMap<>(required));
            tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        }
    }

    /** Copies the lists. */
    public Suite {
        tests = List.copyOf(tests);
        notes = List.copyOf(notes);
    }
}
