package dev.perf.docs;

import static dev.perf.Perf.*;
import static dev.perf.report.output.Outputs.*;
import static java.time.Duration.*;

import dev.perf.LoadTest;

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

    static LoadTest statsd() {
        // tag::statsd[]
        return loadTest("shop")
                .output(statsD().host("127.0.0.1", 8125).prefix("shop").tags());
        // end::statsd[]
    }
}
