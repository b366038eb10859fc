package dev.perf.engine.internal.script;

import dev.perf.engine.internal.template.Template;
import dev.perf.scenario.Session;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Filling a path with a value of the session. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TemplateBenchmark {

    private final Template path = Template.compile("/api/products/#{id}/reviews");
    private final Session session = new UserSession();

    /** Puts the value there. */
    public TemplateBenchmark() {
        session.set("id", 4711);
    }

    /** One path. */
    @Benchmark
    public String fill() {
        return path.fill(session);
    }
}
