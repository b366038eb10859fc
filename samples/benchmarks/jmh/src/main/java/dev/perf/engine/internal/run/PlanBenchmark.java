package dev.perf.engine.internal.run;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.http.Http.status;

import dev.perf.engine.internal.clock.SystemClock;
import dev.perf.plan.TestPlan;
import dev.perf.scenario.Step;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** Writing and compiling a plan of a thousand requests with templates, checks and saved values. */
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(5)
public class PlanBenchmark {

    private static final int STEPS = 1_000;

    /** In a JVM that has done nothing before. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public int cold() {
        return build();
    }

    /** In a JVM that has compiled many. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Fork(1)
    @Warmup(iterations = 3, time = 1)
    @Measurement(iterations = 5, time = 1)
    public int warm() {
        return build();
    }

    private static int build() {
        Step[] steps = IntStream.range(0, STEPS)
                .mapToObj(number -> http("product " + number)
                        .post("/api/products/" + number + "/#{id}")
                        .json(Map.of("id", "#{id}", "name", "name " + number))
                        .check(status().is(200), jsonPath("$.id").exists())
                        .save("id", jsonPath("$.id")))
                .toArray(Step[]::new);
        TestPlan plan = loadTest("big")
                .http(http -> http.baseUrl("http://localhost:1"))
                .run(scenario("big").exec(steps), users(1).during(Duration.ofSeconds(1)))
                .plan();
        CompiledTest test = PlanCompiler.compile(plan, new SystemClock(), 1, null);
        test.close();
        return test.workloads().size();
    }
}
