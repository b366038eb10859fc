package dev.perf.report.compare;

import dev.perf.result.Distribution;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Runs of one test as one run, in which each of them is a stretch of the course. */
final class JoinedRuns {

    private JoinedRuns() {}

    /**
     * Joins runs.
     *
     * @param runs at least one
     * @param slot how long each stretch is, whatever the graceful stop of a run took: stretches of the same number must lie
     *     at the same place in the two runs that are compared
     */
    static StoredRun of(List<RunResult> runs, Duration slot) {
        var names = new LinkedHashSet<String>();
        runs.forEach(run -> run.requests().forEach(request -> names.add(request.name())));
        var total = new ArrayList<Stretch>();
        Map<String, List<Stretch>> courses = new LinkedHashMap<>();
        names.forEach(name -> courses.put(name, new ArrayList<>()));
        for (int i = 0; i < runs.size(); i++) {
            RunResult run = runs.get(i);
            Duration start = slot.multipliedBy(i);
            total.add(new Stretch(start, slot, run.requestCount(), run.failedCount(), run.responseTime()));
            courses.forEach((name, course) -> course.add(stretch(run, name, start, slot)));
        }
        Map<String, Series> requests = new LinkedHashMap<>();
        courses.forEach((name, course) -> requests.put(name, series(course, slot)));
        return new StoredRun(facts(runs, slot), series(total, slot), requests);
    }

    private static Stretch stretch(RunResult run, String name, Duration start, Duration slot) {
        return run.requests().stream()
                .filter(request -> request.name().equals(name))
                .findFirst()
                .map((RequestResult request) ->
                        new Stretch(start, slot, request.count(), request.failed(), request.responseTime()))
                .orElseGet(() -> new Stretch(start, slot, 0, 0, Distribution.EMPTY));
    }

    private static Series series(List<Stretch> course, Duration slot) {
        return new Series(Stretch.sum(Duration.ZERO, slot.multipliedBy(course.size()), course), course);
    }

    private static RunFacts facts(List<RunResult> runs, Duration slot) {
        RunResult first = runs.getFirst();
        Duration duration = slot.multipliedBy(runs.size());
        boolean failed = runs.stream().anyMatch(run -> run.verdict() == Verdict.FAILED);
        GeneratorHealth.State worst = runs.stream()
                .map(run -> run.generator().state())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        RunFacts one = RunFacts.of(first);
        long scheduled =
                runs.stream().mapToLong(run -> run.ledger().scheduled()).sum();
        return new RunFacts(
                one.test(),
                one.runId(),
                one.startedAt(),
                Duration.ZERO,
                duration,
                failed ? Verdict.FAILED : Verdict.PASSED,
                one.tags(),
                one.environment(),
                worst,
                one.plan(),
                null,
                Double.isNaN(one.offeredPerSecond()) ? Double.NaN : scheduled / (duration.toNanos() / 1e9),
                scheduled);
    }
}
