package dev.perf.engine.internal.script;

import dev.perf.engine.internal.template.Template;
import dev.perf.engine.internal.template.TemplateUser;
import dev.perf.engine.internal.template.Templates;
import dev.perf.scenario.Session;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
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

    private final Template path = new Templates(Map.of()).compile("/api/products/#{id}/reviews");
    private final Template drawn = new Templates(Map.of()).compile("/api/#{uuid()}/#{randomInt(1, 500)}");
    private final Session session = new UserSession(Nobody.INSTANCE);

    /** Puts the value there. */
    public TemplateBenchmark() {
        session.set("id", 4711);
    }

    /** Owns the session; nothing here asks for it. */
    private enum Nobody implements TemplateUser {
        INSTANCE;

        private final RandomGenerator random = new SplittableRandom(1);

        @Override
        public long id() {
            return 0;
        }

        @Override
        public long iteration() {
            return 0;
        }

        @Override
        public String scenario() {
            return "s";
        }

        @Override
        public RandomGenerator random() {
            return random;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH;
        }
    }

    /** One path. */
    @Benchmark
    public String fill() {
        return path.fill(session);
    }

    /** A UUID and a number, drawn for each path. */
    @Benchmark
    public String functions() {
        return drawn.fill(session);
    }
}
