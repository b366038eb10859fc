package dev.perf.docs;

import static dev.perf.Perf.*;
import static java.time.Duration.*;

import dev.perf.Benchmark;
import dev.perf.BenchmarkComparison;
import dev.perf.LoadTest;
import dev.perf.benchmark.BenchmarkResult;
import dev.perf.benchmark.ComparisonResult;
import dev.perf.benchmark.Contrast;
import dev.perf.http.Http;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The snippets of benchmarks.md. */
final class Benchmarks {

    private Benchmarks() {}

    static Benchmark quote(Quotes service) {
        // tag::quote[]
        String[] symbols = {"ABC", "DEF", "GHI"};
        return benchmark("quote", it -> service.quote(symbols[(int) (it.index() % symbols.length)]))
                .warmUp(ofSeconds(2))
                .during(ofMillis(500))
                .rounds(10);
        // end::quote[]
    }

    static Benchmark counted(Quotes service) {
        // tag::counted[]
        return benchmark("quote", () -> service.quote("ABC"))
                .warmUp(10)
                .iterations(1_000)
                .rounds(5);
        // end::counted[]
    }

    static Benchmark async(Quotes service) {
        // tag::async[]
        return benchmarkAsync("quote", it -> service.quoteLater("ABC")).threads(4);
        // end::async[]
    }

    static Benchmark prepared(Map<String, String> cache, Quotes service) {
        // tag::prepared[]
        return benchmark("cold cache", it -> service.quote("ABC"))
                .beforeRound(cache::clear)
                .iterations(100);
        // end::prepared[]
    }

    static void result(Benchmark benchmark) throws InterruptedException {
        // tag::result[]
        BenchmarkResult quote = benchmark.run();
        System.out.println(quote.p99() + " " + quote.operationsPerSecond() + "/s " + quote.allocatedBytesPerOperation()
                + " bytes");
        quote.warnings().forEach(System.out::println);
        // end::result[]
    }

    static BenchmarkComparison comparison(Quotes slow, Quotes fast) {
        // tag::compare[]
        return compare(benchmark("plain", () -> slow.quote("ABC")), benchmark("cached", () -> fast.quote("ABC")))
                .rounds(20);
        // end::compare[]
    }

    static void compared(BenchmarkComparison comparison) throws InterruptedException {
        // tag::compared[]
        ComparisonResult result = comparison.run();
        Contrast cached = result.contrast("cached");
        System.out.println(cached); // cached is 1.31 times as fast as plain (95 % interval 1.25 to 1.38)
        if (!cached.isFaster()) {
            throw new AssertionError("the cache does not help: " + cached);
        }
        // end::compared[]
    }

    static LoadTest http(String url) {
        // tag::http[]
        return loadTest("1,000 requests, 10 at a time")
                .http(http -> http.baseUrl(url))
                .run(
                        scenario("products").exec(Http.http("products").get("/api/products")),
                        users(10).sharedIterations(1_000))
                .threshold("http_req_duration: p(95) < 500ms")
                .threshold("http_req_failed: rate < 1%");
        // end::http[]
    }

    /** What is measured. */
    interface Quotes {
        double quote(String symbol);

        CompletionStage<Double> quoteLater(String symbol);
    }
}
