package dev.perf.report.compare;

import dev.perf.report.compare.RunDifference.Kind;
import dev.perf.result.Environment;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.Verdict;
import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds what else differs between two runs than the target. */
final class Comparability {

    /** Loads that are further apart than this are different loads. */
    private static final double SAME_LOAD = 0.02;

    /** Random arrivals differ in number from run to run, in 997 of 1,000 cases by less than so many standard deviations. */
    private static final double DEVIATIONS = 3;

    /** A request of which a run has fewer than this share may be missing in the other by chance. */
    private static final double RARE = 0.01;

    private static final double SAME_HEAP = 0.1;

    private final RunFacts before;
    private final RunFacts after;
    private final StoredRun baseline;
    private final StoredRun candidate;
    private final List<RunDifference> found = new ArrayList<>();

    private Comparability(StoredRun baseline, StoredRun candidate) {
        this.baseline = baseline;
        this.candidate = candidate;
        this.before = baseline.facts();
        this.after = candidate.facts();
    }

    /** Returns the differences, those first because of which the runs are not to be compared. */
    static List<RunDifference> differences(StoredRun baseline, StoredRun candidate) {
        return new Comparability(baseline, candidate).find();
    }

    private List<RunDifference> find() {
        differ(Kind.TEST, true, "test", quoted(before.test()), quoted(after.test()));
        verdict("baseline", before);
        verdict("candidate", after);
        if (!before.plan().equals(after.plan())) {
            differ(Kind.PLAN, true, "load", String.join("; ", before.plan()), String.join("; ", after.plan()));
        }
        missing("candidate", baseline, candidate);
        missing("baseline", candidate, baseline);
        offeredLoad();
        duration();
        machine(before.environment(), after.environment());
        generator("baseline", before);
        generator("candidate", after);
        if (before.runId().equals(after.runId())) {
            found.add(new RunDifference(Kind.TEST, false, "both are the same run, " + before.runId()));
        }
        found.sort((one, other) -> Boolean.compare(other.refuses(), one.refuses()));
        return found;
    }

    private void differ(Kind kind, boolean refuses, String what, String first, String second) {
        if (!first.equals(second)) {
            found.add(new RunDifference(
                    kind, refuses, what + ": " + first + " in the baseline, " + second + " in the candidate"));
        }
    }

    private void verdict(String which, RunFacts run) {
        if (run.verdict() == Verdict.INVALID) {
            found.add(new RunDifference(
                    Kind.VERDICT,
                    true,
                    "the " + which + " is INVALID: the generator was its limit, so it says nothing about the target"));
        } else if (run.verdict() == Verdict.ABORTED) {
            found.add(new RunDifference(Kind.VERDICT, false, "the " + which + " was stopped before its end"));
        }
    }

    private void missing(String which, StoredRun run, StoredRun other) {
        for (Map.Entry<String, Series> request : run.requests().entrySet()) {
            long count = request.getValue().whole().count();
            if (!other.requests().containsKey(request.getKey())) {
                found.add(new RunDifference(
                        Kind.REQUESTS,
                        count >= RARE * run.requestCount(),
                        "request " + quoted(request.getKey()) + " was not sent in the " + which + ", in the other run "
                                + (count == 1 ? "once" : Figures.count(count) + " times")));
            }
        }
    }

    private void offeredLoad() {
        double first = before.offeredPerSecond();
        double second = after.offeredPerSecond();
        boolean random = before.plan().stream().anyMatch(load -> load.contains("Poisson"));
        double chance = random ? DEVIATIONS * Math.sqrt(1.0 / before.scheduled() + 1.0 / after.scheduled()) : 0;
        if (Math.abs(second - first) > Math.max(SAME_LOAD, chance) * first) {
            differ(
                    Kind.OFFERED_LOAD,
                    true,
                    "offered load",
                    Figures.rate(first) + " iterations",
                    Figures.rate(second) + " iterations");
        }
    }

    private void duration() {
        double apart =
                Math.abs((double) after.duration().toNanos() / before.duration().toNanos() - 1);
        if (apart > SAME_LOAD) {
            found.add(new RunDifference(
                    Kind.DURATION,
                    false,
                    "duration: " + DurationText.measured(before.duration()) + " in the baseline, "
                            + DurationText.measured(after.duration())
                            + " in the candidate; the time that both have is compared"));
        }
    }

    private void machine(Environment first, Environment second) {
        differ(Kind.MACHINE, true, "cores", String.valueOf(first.cores()), String.valueOf(second.cores()));
        differ(Kind.MACHINE, false, "host", first.host(), second.host());
        differ(Kind.MACHINE, false, "operating system", first.os(), second.os());
        if (Math.abs((double) second.maxHeapBytes() / first.maxHeapBytes() - 1) > SAME_HEAP) {
            differ(
                    Kind.MACHINE,
                    false,
                    "largest heap",
                    Figures.bytes(first.maxHeapBytes()),
                    Figures.bytes(second.maxHeapBytes()));
        }
        differ(Kind.RUNTIME, false, "Java", first.java(), second.java());
        differ(Kind.RUNTIME, false, "Perf", first.perf(), second.perf());
    }

    private void generator(String which, RunFacts run) {
        if (run.generator() == GeneratorHealth.State.WARNING) {
            found.add(new RunDifference(
                    Kind.GENERATOR, false, "the generator of the " + which + " was near a limit; see its report"));
        }
    }

    private static String quoted(String name) {
        return "\"" + name + "\"";
    }
}
