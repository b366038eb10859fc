package dev.perf.cli;

import dev.perf.LoadTest;
import dev.perf.distributed.Attempt;
import dev.perf.distributed.Job;
import dev.perf.distributed.JobRequest;
import dev.perf.distributed.JobState;
import dev.perf.distributed.JobStatus;
import dev.perf.distributed.Priority;
import dev.perf.distributed.QueueOptions;
import dev.perf.distributed.TestQueue;
import dev.perf.engine.conduct.Fleets;
import dev.perf.fleet.Fleet;
import dev.perf.fleet.FleetException;
import dev.perf.plan.InvalidPlanException;
import dev.perf.spi.RunOptions;
import dev.perf.spi.Suite;
import dev.perf.text.DurationText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tests of a list, run over a fleet: a line for each as it begins and ends, and what came of all of them. */
final class SuiteRun {

    /** How late a line may be. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private static final List<String> HEADS = List.of("TEST", "STATE", "DURATION", "AGENTS", "REPORT");

    /** A test that the fleet will never run, with the reason; or one that the queue has taken. */
    private record Taken(String name, @Nullable Job job, String refusal) {}

    private final List<JobRequest> requests;
    private final Path reports;

    /**
     * Checks the list.
     *
     * @param reports where reports go; null for where the list says
     * @throws IllegalArgumentException if a test cannot be put into a queue, or two have the same id
     */
    SuiteRun(Suite suite, @Nullable Path reports) {
        this.reports = reports != null ? reports : Objects.requireNonNullElse(suite.reports(), Path.of("target/perf"));
        requests = suite.tests().stream()
                .map(SuiteRun::request)
                // What is taken first begins at once, whatever comes after it.
                .sorted(Comparator.comparing((JobRequest request) -> request.priority())
                        .reversed())
                .toList();
        var ids = new HashSet<String>();
        for (JobRequest request : requests) {
            String id = request.id();
            if (id != null && !ids.add(id.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("two tests of the list have the id \"" + id + "\"; rename one");
            }
        }
    }

    /** Returns what is wrong with the plans of the tests, of all of them, line by line; empty where nothing is. */
    List<String> mistakes() {
        var mistakes = new ArrayList<String>();
        for (JobRequest request : requests) {
            try {
                Fleets.validate(request.test().plan());
            } catch (InvalidPlanException invalid) {
                mistakes.add(name(request) + ": " + invalid.getMessage());
            }
        }
        return mistakes;
    }

    private static JobRequest request(Suite.Entry entry) {
        JobRequest request = JobRequest.of(LoadTest.of(entry.plan()))
                .name(entry.name())
                .priority(priority(entry.urgency()))
                .agents(entry.agents());
        request = entry.id() == null ? request : request.id(entry.id());
        request = entry.timeout() == null ? request : request.timeout(entry.timeout());
        request = entry.retries() == null ? request : request.retries(entry.retries());
        request = entry.notBefore() == null ? request : request.notBefore(entry.notBefore());
        for (Map.Entry<String, String> label : entry.required().entrySet()) {
            request = request.require(label.getKey(), label.getValue());
        }
        for (Map.Entry<String, String> tag : entry.tags().entrySet()) {
            request = request.tag(tag.getKey(), tag.getValue());
        }
        return request;
    }

    private static Priority priority(Suite.Urgency urgency) {
        return switch (urgency) {
            case LOW -> Priority.LOW;
            case NORMAL -> Priority.NORMAL;
            case HIGH -> Priority.HIGH;
            case URGENT -> Priority.URGENT;
        };
    }

    private static String name(JobRequest request) {
        return Objects.requireNonNullElse(request.id(), request.name());
    }

    /** Returns a line for each test, in the order in which they begin where there is one agent. */
    List<String> describe() {
        var lines = new ArrayList<String>();
        lines.add(requests.size() + (requests.size() == 1 ? " test is" : " tests are") + " valid; nothing was sent");
        for (JobRequest request : requests) {
            String loads = request.test().plan().workloads().stream()
                    .map(workload -> workload.scenario().name() + ": " + workload.load())
                    .collect(Collectors.joining("; "));
            String labels = request.required().entrySet().stream()
                    .map(label -> " " + label.getKey() + "=" + label.getValue())
                    .collect(Collectors.joining());
            lines.add("  " + name(request) + " (" + request.priority().name().toLowerCase(Locale.ROOT) + ", "
                    + agents(request.leastAgents()) + labels + "): " + loads);
        }
        return lines;
    }

    private static String agents(int count) {
        return count == 1 ? "1 agent" : count + " agents";
    }

    /**
     * Runs the tests, and blocks until all have ended.
     *
     * @param progress gets a line when a test begins and when it ends
     * @param table gets what came of all, line by line
     * @return the exit code
     * @throws FleetException if the agents are not there
     */
    int on(Fleet fleet, Consumer<String> progress, Consumer<String> table) throws InterruptedException {
        var interruption = SuiteInterruption.expected();
        var options = QueueOptions.DEFAULTS.runs(RunOptions.DEFAULTS.reportsTo(reports));
        try (TestQueue queue = TestQueue.on(fleet, options)) {
            List<Taken> tests = requests.stream()
                    .map(request -> taken(request, queue, progress))
                    .toList();
            List<Job> jobs =
                    tests.stream().map(Taken::job).flatMap(Stream::ofNullable).toList();
            interruption.ends(jobs, table);
            watch(jobs, progress);
            int code = tests.stream().mapToInt(SuiteRun::code).max().orElse(0);
            interruption.code(code);
            table(tests).forEach(table);
            return code;
        } finally {
            interruption.over();
        }
    }

    /** The others of the list run all the same where the fleet will never have the agents for one. */
    private static Taken taken(JobRequest request, TestQueue queue, Consumer<String> progress) {
        try {
            Job job = queue.submit(request);
            return new Taken(job.id(), job, "");
        } catch (FleetException refused) {
            progress.accept(name(request) + ": refused");
            return new Taken(name(request), null, String.valueOf(refused.getMessage()));
        }
    }

    /** Tells of beginnings and ends until all are over. */
    private static void watch(List<Job> jobs, Consumer<String> progress) throws InterruptedException {
        var begun = new HashMap<String, Integer>();
        var open = new ArrayList<>(jobs);
        while (!open.isEmpty()) {
            for (Job job : List.copyOf(open)) {
                JobStatus status = job.status();
                status.attempts().stream()
                        .skip(begun.getOrDefault(job.id(), 0))
                        .forEach(attempt -> progress.accept(beginning(status, attempt)));
                begun.put(job.id(), status.attempts().size());
                if (status.state().isOver()) {
                    progress.accept(job.id() + ": " + status.state().name().toLowerCase(Locale.ROOT) + after(status));
                    open.remove(job);
                }
            }
            if (!open.isEmpty()) {
                look(open.getFirst());
            }
        }
    }

    private static void look(Job job) throws InterruptedException {
        try {
            var unused = job.await(LOOK);
        } catch (TimeoutException goesOn) {
            // Time to look at the others.
            return;
        }
    }

    private static String beginning(JobStatus status, Attempt attempt) {
        return status.id() + ": begins on " + String.join(", ", attempt.agents())
                + (attempt.number() == 1 ? "" : ", attempt " + attempt.number());
    }

    private static String after(JobStatus status) {
        String length = length(status);
        return length.isEmpty() ? "" : " after " + length;
    }

    private static String length(JobStatus status) {
        if (status.attempts().isEmpty()) {
            return "";
        }
        Attempt last = status.attempts().getLast();
        return last.endedAt() == null
                ? ""
                : DurationText.of(Duration.ofSeconds(Math.max(
                        1,
                        Math.round(Duration.between(last.startedAt(), last.endedAt())
                                        .toMillis()
                                / 1_000.0))));
    }

    private static int code(Taken test) {
        return test.job() == null ? 4 : code(test.job().status().state());
    }

    private static int code(JobState state) {
        return switch (state) {
            case PASSED -> 0;
            case FAILED -> 1;
            case INVALID -> 3;
            case QUEUED, RUNNING, STOPPING, ABORTED, LOST, REFUSED -> 4;
        };
    }

    private static List<String> table(List<Taken> tests) {
        var rows = new ArrayList<List<String>>();
        rows.add(HEADS);
        var reasons = new ArrayList<String>();
        for (Taken test : tests) {
            if (test.job() == null) {
                rows.add(List.of(test.name(), "REFUSED", "", "", ""));
                reasons.add(test.refusal());
                continue;
            }
            JobStatus status = test.job().status();
            Attempt last =
                    status.attempts().isEmpty() ? null : status.attempts().getLast();
            rows.add(List.of(
                    test.name(),
                    status.state().name(),
                    length(status),
                    last == null ? "" : String.join(",", last.agents()),
                    last == null || last.report() == null ? "" : last.report().toString()));
            if (!status.passed()) {
                reasons.add(test.name() + ": " + status.reason());
            }
        }
        List<String> lines = new ArrayList<>(aligned(rows));
        if (!reasons.isEmpty()) {
            lines.add("");
            lines.addAll(reasons);
        }
        return lines;
    }

    private static List<String> aligned(List<List<String>> rows) {
        int[] widths = new int[HEADS.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream()
                .map(row -> {
                    var line = new StringBuilder();
                    for (int i = 0; i < widths.length; i++) {
                        line.append(row.get(i))
                                .repeat(' ', widths[i] + 2 - row.get(i).length());
                    }
                    return line.toString().stripTrailing();
                })
                .toList();
    }
}
