package dev.perf.junit;

import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import java.util.function.Consumer;

/** Where the assertions on one result take their violations. */
final class Judge {

    private final RunResult result;
    private final Consumer<Violation> sink;

    Judge(RunResult result, Consumer<Violation> sink) {
        this.result = result;
        this.sink = sink;
    }

    RunResult result() {
        return result;
    }

    /** Says beside a violation if the numbers it rests on are doubtful. */
    void object(Violation violation) {
        boolean doubtful = result.verdict() == Verdict.INVALID || result.verdict() == Verdict.ABORTED;
        sink.accept(
                doubtful ? violation.withDetail("the run is " + result.verdict() + ": " + result.reason()) : violation);
    }

    /** Returns a judge for what follows a missing name: it has been objected to already. */
    Judge silenced() {
        return new Judge(result, violation -> {});
    }
}
