package dev.perf.engine.internal.command;

import dev.perf.engine.internal.console.CapacityConsole;
import dev.perf.engine.internal.search.CapacitySearch;
import dev.perf.engine.internal.search.SearchListener;
import dev.perf.result.Verdict;
import dev.perf.search.CapacityResult;
import dev.perf.search.SearchPlan;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A search for a capacity. */
record SearchSubject(SearchPlan plan) implements Draft<CapacityResult>, Subject<CapacityResult> {

    private static final String HELP = """
        Searches for the capacity of the system that the test "%s" puts under load.

          --base-url URL     send requests that begin with / to URL
          --report DIR       write the report below DIR; target/perf unless set
          --no-report        write no report
          --json FILE        write capacity.json to FILE as well; - writes it to standard output
          --out NAME[=TO]    send the numbers of each interval somewhere while the search goes on: %s;
                             may be given several times
          --tag KEY=VALUE    put a tag on each step; may be given several times
          --seed N           make random choices repeatable
          --quiet            show nothing but mistakes
          --dry-run          check the search, print its plan, and send nothing
          --debug            let one user do the steps once, without load, and print each request, response, check
                             and saved value
          --help             print this

        Exit codes: 0 found, or every level held, 1 the lowest level did not hold, 2 mistakes in the test or its
        flags, 3 the generator was the limit, 4 out of time or stopped before the end, 5 a fault of Perf.
        """;

    @Override
    public String help() {
        return HELP.formatted(plan.test().name(), OutputFlags.names());
    }

    @Override
    public List<String> settings(Flags flags) {
        throw unconfigured("--print-config");
    }

    private static UsageException unconfigured(String flag) {
        return new UsageException(flag + ": a search finds its load by itself; have a file configure the test that it"
                + " searches with, by test.configuredBy(TestFile.at(FILE))");
    }

    @Override
    public SearchSubject with(Flags flags) {
        refuse(flags.users, "--users");
        refuse(flags.rate, "--rate");
        refuse(flags.duration, "--duration");
        refuse(flags.shape, "--shape");
        if (flags.config != null || flags.environment != null || flags.profile != null || !flags.settings.isEmpty()) {
            throw unconfigured("--config, --env, --profile and --set");
        }
        if (flags.html != null || flags.csv != null) {
            throw new UsageException("--html and --csv: a search is made of many runs, and its report is another one;"
                    + " see capacity.html in its folder");
        }
        if (!flags.scenarios.isEmpty()) {
            throw new UsageException(
                    "--scenario: a search puts its load on the scenarios of its test; leave some out there");
        }
        if (flags.history != null) {
            throw new UsageException(
                    "--history: a search is made of many runs under other loads; a history is for tests");
        }
        if (flags.traceFailure) {
            throw new UsageException("--trace-failure: a search is made of many runs; trace one of them as a test");
        }
        if (flags.live != null) {
            throw new UsageException("--live: a search is made of many runs; watch one of them as a test");
        }
        if (flags.fleet != null) {
            throw new UsageException(
                    "--fleet: a search runs on this machine; run one of its levels as a test on a fleet");
        }
        return new SearchSubject(plan.withTest(Overrides.apply(flags, plan.test())));
    }

    private static void refuse(@Nullable Object value, String flag) {
        if (value != null) {
            throw new UsageException(
                    flag + ": a search finds its load by itself; set its levels and times in the test");
        }
    }

    @Override
    public List<String> describe() {
        CapacitySearch.validate(plan);
        var lines = new ArrayList<String>();
        lines.add("test \"" + plan.test().name() + "\" is valid; nothing was sent");
        lines.add("  search      " + plan);
        lines.add("  seed        " + plan.test().seed());
        plan.test().thresholds().forEach(threshold -> lines.add("  holding     " + threshold.expression()));
        return lines;
    }

    @Override
    public boolean debug(List<String> scenarios, PrintStream console) throws InterruptedException {
        return TestSubject.of(plan.step(plan.levels().from())).debug(scenarios, console);
    }

    @Override
    public Started<CapacityResult> start(RunOptions options, PrintStream console, boolean quiet) {
        CapacityConsole listener = CapacityConsole.on(console, System.getenv());
        return new Started<>(
                CapacitySearch.start(plan, options, quiet ? SearchListener.NONE : listener), listener::note);
    }

    @Override
    public Duration gracefulStop() {
        return plan.steps().gracefulStop();
    }

    @Override
    public Verdict verdict(CapacityResult result) {
        return result.verdict();
    }

    @Override
    public void write(CapacityResult result, JsonFile file) throws IOException {
        file.write(result);
    }

    @Override
    public void tell(CapacityResult result, GitHubActions server) {
        server.tell(result.test(), result.verdict(), result.reason());
    }
}
