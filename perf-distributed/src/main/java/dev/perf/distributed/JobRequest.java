package dev.perf.distributed;

import static dev.perf.source.Given.given;

import dev.perf.LoadTest;
import dev.perf.fleet.Fleet;
import dev.perf.plan.TestPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A test to be run, and what it needs. Immutable; each method returns a new value.
 *
 * <pre>{@code
 * JobRequest.of(ShopLoadTest.test())
 *         .priority(Priority.HIGH)
 *         .require("os", "linux")
 *         .agents(3)
 *         .retries(2)
 * }</pre>
 *
 * @param test the test
 * @param id its id in the queue; null for one that the queue makes of its name
 * @param name its name; that of the test unless set
 * @param priority how urgent it is
 * @param required labels that its agents must carry
 * @param leastAgents how many agents it needs; it begins when all of them are free at once
 * @param mostAgents how many agents it takes, if they are free when it begins
 * @param timeout how long an attempt may take, its preparation included, before it is stopped
 * @param retries how often, and when, it is tried again
 * @param notBefore when it may begin; null for at once
 * @param patience how long it waits for a fleet to have the agents that it needs, busy or not; null for the fleet's
 *     {@link Fleet#joinTimeout()}
 * @param tags what it is tagged with, for those who read its status
 */
public record JobRequest(
        LoadTest test,
        @Nullable String id,
        String name,
        Priority priority,
        Map<String, String> required,
        int leastAgents,
        int mostAgents,
        Duration timeout,
        Retries retries,
        @Nullable Instant notBefore,
        @Nullable Duration patience,
        Map<String, String> tags) {

    /** What ids are made of, so that they can be names of files everywhere. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

    private static final Duration LONGEST = Duration.ofDays(365);

    /**
     * How often a job is tried again, and after which outcomes. An attempt that the fleet failed is tried again: agents could
     * not be prepared or were lost without a verdict, or the process of the queue ended. An attempt with verdict FAILED never
     * is, for a target that is too slow is what a test is to find.
     *
     * @param most how many attempts may follow the first one
     * @param pause how long the first of them waits; each one after it waits twice as long as the one before
     * @param longestPause the longest that one waits
     * @param isForInvalid whether an attempt with verdict INVALID is tried again, too
     */
    public record Retries(int most, Duration pause, Duration longestPause, boolean isForInvalid) {

        /** Two more attempts, after 5 s and 10 s, where the fleet failed. */
        public static final Retries DEFAULT = new Retries(2, Duration.ofSeconds(5), Duration.ofMinutes(5), false);

        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if one is negative, or the longest pause is shorter than the first
         */
        public Retries {
            if (most < 0 || most > 1_000) {
                throw new IllegalArgumentException("retries must be from 0 to 1000, got " + most);
            }
            if (given(pause, "pause").isNegative()
                    || given(longestPause, "longestPause").compareTo(pause) < 0) {
                throw new IllegalArgumentException("pauses before retries must not be negative, and the longest not be"
                        + " shorter than the first, got " + pause + " and " + longestPause);
            }
            if (longestPause.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("a pause before a retry is at most 365 days, got " + longestPause);
            }
        }

        /** Returns how long to wait before an attempt. */
        Duration before(int attempt) {
            Duration wait = pause;
            for (int i = 2; i < attempt && wait.compareTo(longestPause) < 0; i++) {
                wait = wait.multipliedBy(2);
            }
            return wait.compareTo(longestPause) < 0 ? wait : longestPause;
        }
    }

    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException if a value is not allowed; the message says what is
     */
    public JobRequest {
        given(test, "test");
        given(priority, "priority");
        given(retries, "retries");
        if (id != null && !ID.matcher(id).matches()) {
            throw new IllegalArgumentException("job id \"" + id
                    + "\": allowed are up to 100 letters and digits of ASCII, dots, hyphens and underscores, the first"
                    + " of them a letter, a digit or an underscore");
        }
        if (given(name, "name").isBlank()) {
            throw new IllegalArgumentException("the name of a job must not be blank");
        }
        if (leastAgents < 1 || mostAgents < leastAgents) {
            throw new IllegalArgumentException(
                    "job \"" + name + "\": agents must be at least 1, and at most no fewer than" + " at least, got "
                            + leastAgents + " to " + mostAgents);
        }
        requireTime(given(timeout, "timeout"), "timeout", name);
        if (patience != null && !patience.isZero()) {
            requireTime(patience, "patience", name);
        }
        required = Collections.unmodifiableMap(new LinkedHashMap<>(required));
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    private static void requireTime(Duration time, String what, String name) {
        if (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "job \"" + name + "\": " + what + " must be positive, and at most 365 days, got " + time);
        }
    }

    /**
     * Returns a request for one run of a test, on one agent, of normal priority, stopped when it takes more than twice as
     * long as its load and ten minutes, with {@link Retries#DEFAULT}.
     */
    public static JobRequest of(LoadTest test) {
        TestPlan plan = given(test, "test").plan();
        Duration twice = plan.duration().compareTo(LONGEST.dividedBy(4)) > 0
                ? LONGEST
                : plan.duration().multipliedBy(2).plusMinutes(10);
        return new JobRequest(
                test, null, plan.name(), Priority.NORMAL, Map.of(), 1, 1, twice, Retries.DEFAULT, null, null, Map.of());
    }

    /**
     * Returns this request under an id, by which the queue refuses to take it twice.
     *
     * @throws IllegalArgumentException if it is not made of letters, digits, dots, hyphens and underscores
     */
    public JobRequest id(String text) {
        return copy().id(given(text, "text")).build();
    }

    /** Returns this request under another name. */
    public JobRequest name(String text) {
        return copy().name(given(text, "text")).build();
    }

    /** Returns this request with another priority. */
    public JobRequest priority(Priority level) {
        return copy().priority(given(level, "level")).build();
    }

    /** Returns this request for agents that carry a label, beside those asked for already. */
    public JobRequest require(String label, String value) {
        return copy().required(plus(required, given(label, "label"), given(value, "value")))
                .build();
    }

    /** Returns this request for so many agents. */
    public JobRequest agents(int count) {
        return agents(count, count);
    }

    /**
     * Returns this request for several agents.
     *
     * @param least how many it needs
     * @param most how many it takes, if they are free when it begins
     */
    public JobRequest agents(int least, int most) {
        return copy().agents(least, most).build();
    }

    /** Returns this request with attempts stopped that take longer, their preparation included. */
    public JobRequest timeout(Duration time) {
        return copy().timeout(given(time, "time")).build();
    }

    /** Returns this request with so many more attempts where the fleet fails one; two by default. */
    public JobRequest retries(int most) {
        return retries(new Retries(most, retries.pause(), retries.longestPause(), retries.isForInvalid()));
    }

    /**
     * Returns this request with other pauses before further attempts.
     *
     * @param first how long the second attempt waits; 5 s by default; each one after it waits twice as long
     * @param longest the longest that one waits; 5 minutes by default
     */
    public JobRequest backOff(Duration first, Duration longest) {
        return retries(
                new Retries(retries.most(), given(first, "first"), given(longest, "longest"), retries.isForInvalid()));
    }

    /** Returns this request tried again also where the agents were the limit. */
    public JobRequest retryingInvalid() {
        return retries(new Retries(retries.most(), retries.pause(), retries.longestPause(), true));
    }

    private JobRequest retries(Retries other) {
        return copy().retries(other).build();
    }

    /** Returns this request to begin at that moment, or later. */
    public JobRequest notBefore(Instant moment) {
        return copy().notBefore(given(moment, "moment")).build();
    }

    /**
     * Returns this request with a fleet given so much time to have the agents that it needs, busy or not; after that it is
     * over, and {@link JobState#REFUSED}. The fleet's {@link Fleet#joinTimeout()} by default.
     */
    public JobRequest patience(Duration time) {
        return copy().patience(given(time, "time")).build();
    }

    /** Returns this request with a tag more. */
    public JobRequest tag(String key, String value) {
        return copy().tags(plus(tags, given(key, "key"), given(value, "value"))).build();
    }

    private static Map<String, String> plus(Map<String, String> values, String key, String value) {
        var more = new LinkedHashMap<>(values);
        more.put(key, value);
        return more;
    }

    private Draft copy() {
        return new Draft(this);
    }

    /** The values of a request, one of which is changed. */
    private static final class Draft {

        private final LoadTest test;
        private @Nullable String id;
        private String name;
        private Priority priority;
        private Map<String, String> required;
        private int least;
        private int most;
        private Duration timeout;
        private Retries retries;
        private @Nullable Instant notBefore;
        private @Nullable Duration patience;
        private Map<String, String> tags;

        Draft(JobRequest request) {
            test = request.test;
            id = request.id;
            name = request.name;
            priority = request.priority;
            required = request.required;
            least = request.leastAgents;
            most = request.mostAgents;
            timeout = request.timeout;
            retries = request.retries;
            notBefore = request.notBefore;
            patience = request.patience;
            tags = request.tags;
        }

        Draft id(String value) {
            id = value;
            return this;
        }

        Draft name(String value) {
            name = value;
            return this;
        }

        Draft priority(Priority value) {
            priority = value;
            return this;
        }

        Draft required(Map<String, String> value) {
            required = value;
            return this;
        }

        Draft agents(int atLeast, int atMost) {
            least = atLeast;
            most = atMost;
            return this;
        }

        Draft timeout(Duration value) {
            timeout = value;
            return this;
        }

        Draft retries(Retries value) {
            retries = value;
            return this;
        }

        Draft notBefore(Instant value) {
            notBefore = value;
            return this;
        }

        Draft patience(Duration value) {
            patience = value;
            return this;
        }

        Draft tags(Map<String, String> value) {
            tags = value;
            return this;
        }

        JobRequest build() {
            return new JobRequest(
                    test, id, name, priority, required, least, most, timeout, retries, notBefore, patience, tags);
        }
    }
}
