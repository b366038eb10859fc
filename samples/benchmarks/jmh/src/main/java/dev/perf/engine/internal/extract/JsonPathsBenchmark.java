package dev.perf.engine.internal.extract;

import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
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

/** Taking a value out of a small JSON body: parsing, and finding in what is parsed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class JsonPathsBenchmark {

    private final byte[] body = ("{\"token\":\"eyJhbGciOiJIUzI1NiJ9\",\"data\":[{\"id\":4711,\"name\":\"first\"},"
                    + "{\"id\":4712,\"name\":\"second\"}]}")
            .getBytes(StandardCharsets.UTF_8);
    private final JsonPath path = JsonPaths.compile("$.data[0].id");
    private final Object document = JsonPaths.parse(body, 0, body.length);

    /** Parsing, once per response whatever is taken out. */
    @Benchmark
    public Object parse() {
        return JsonPaths.parse(body, 0, body.length);
    }

    /** Finding, once per value. */
    @Benchmark
    public Object find() {
        return JsonPaths.find(path, document);
    }
}
