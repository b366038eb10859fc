package dev.perf.docs;

import static dev.perf.Perf.*;
import static dev.perf.report.output.Outputs.*;
import static java.time.Duration.*;

import dev.perf.LoadTest;
import dev.perf.output.OpenOutput;
import dev.perf.output.Output;
import dev.perf.output.OutputRun;
import dev.perf.result.Interval;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import java.time.Instant;
import java.util.List;

/** The snippets of outputs.md. */
final class OutputSnippets {

    private OutputSnippets() {}

    static LoadTest files() {
        // tag::files[]
        return loadTest("shop").output(jsonFile("target/shop.json"), csvFile("target/{run}.csv"));
        // end::files[]
    }

    static LoadTest influx() {
        // tag::influx[]
        return loadTest("shop")
                .output(
                        influxDb("http://127.0.0.1:8086").database("perf"),
                        influxDb("https://influx.example")
                                .bucket("acme", "load-tests")
                                .token(System.getenv("INFLUX_TOKEN")));
        // end::influx[]
    }

    static LoadTest scraped() {
        // tag::prometheus[]
        return loadTest("shop").output(prometheus().port(9464).linger(ofSeconds(30)));
        // end::prometheus[]
    }

    static LoadTest live() {
        // tag::live[]
        return loadTest("shop").output(livePage().port(8089));
        // end::live[]
    }

    static LoadTest statsd() {
        // tag::statsd[]
        return loadTest("shop")
                .output(statsD().host("127.0.0.1", 8125).prefix("shop").tags());
        // end::statsd[]
    }

    // tag::own[]
    record RequestRates(System.Logger log) implements Output {
        @Override
        public String name() {
            return "log";
        }

        @Override
        public OpenOutput open(OutputRun run) {
            return new OpenOutput() {
                @Override
                public void add(Instant at, Snapshot snapshot) {
                    Interval interval = snapshot.interval();
                    log.log(System.Logger.Level.INFO, "{0}: {1}/s", at, interval.perSecond(interval.requests()));
                }

                @Override
                public List<String> end(RunResult result) {
                    return List.of(); // or what could not be written, for the warnings of the result
                }

                @Override
                public void close() {}
            };
        }
    }
    // end::own[]
}
