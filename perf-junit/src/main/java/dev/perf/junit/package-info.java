/**
 * Load tests as JUnit tests: an annotation, a parameter that runs them, and assertions on what they measured.
 *
 * {@snippet :
 * import static dev.perf.Perf.*;
 * import static dev.perf.http.Http.*;
 * import static dev.perf.junit.PerfAssertions.assertThat;
 * import static java.time.Duration.*;
 *
 * @PerfThreshold("http_req_failed: rate < 1%")                        // for every test of the class
 * class ShopPerfTest {
 *
 *     static final Scenario BROWSE = scenario("browse")
 *         .exec(http("login").post("/auth/login").json(Map.of("username", "u", "password", "p")))
 *         .exec(http("list").get("/api/products").check(status().is(200)));
 *
 *     static LoadTest shop() {
 *         return loadTest("shop")
 *             .http(http -> http.baseUrl("http://localhost:8080"))
 *             .run(BROWSE, users().rampTo(20).over(ofSeconds(5)).hold(ofSeconds(20)));
 *     }
 *
 *     @PerfTest                                                        // thresholds alone decide
 *     @PerfThreshold("response_time{name:login}: p(95) < 300ms")
 *     void keepsItsPromises(PerfRunner perf) throws InterruptedException {
 *         perf.run(shop());
 *     }
 *
 *     @PerfTest(onInvalid = OnInvalid.ABORT)                           // assertions decide as well
 *     void staysFastWhileBrowsing(PerfRunner perf) throws InterruptedException {
 *         RunResult result = perf.run(shop());
 *
 *         assertThat(result).softly(run -> {
 *             run.request("login").p95().isLessThan(ofMillis(300)).failureRate().isLessThan(0.01);
 *             run.request("list").serviceTime().p99().isLessThan(ofMillis(100));
 *             run.ledger().balanced().dropped().isZero();
 *         });
 *     }
 * }
 * }
 *
 * <p>What happens around a {@link dev.perf.junit.PerfTest} method: the thresholds annotated on it and on its class are
 * read before anything runs, so that a mistake in one costs no load. {@link dev.perf.junit.PerfRunner#run} blocks and
 * returns the result as data. When the method has ended, each run that did not pass fails the test, with the worst
 * violation in the first line of the failure; nobody has to remember to ask. A run that the generator itself limited
 * is told apart from one that failed, see {@link dev.perf.junit.OnInvalid}. An interruption, by {@code @Timeout} for
 * instance, stops the run and still leaves the report.
 *
 * <p>A {@link dev.perf.junit.PerfLoad} method needs no load test: its body is the iteration. A
 * {@link dev.perf.junit.PerfTestFactory} method has a test for each threshold.
 *
 * <p>Reports go to {@code target/perf}. The test publishes {@code index.html} and {@code summary.json} as files and
 * {@code perf.verdict}, {@code perf.report} and {@code perf.p99} as report entries, and prints the address of the
 * report last.
 *
 * <p>Tests carry the tag {@code perf}, to be left out of a quick build ({@code -DexcludedGroups=perf}). JUnit
 * configuration parameters, which may be given as system properties or environment variables, change them without a
 * change of code: {@code perf.onInvalid}, {@code perf.console}, {@code perf.shape}, {@code perf.rateFactor},
 * {@code perf.duration} and {@code perf.baseUrl}. {@code perf.config} names a file that configures them, of which {@code
 * perf.environment} and {@code perf.profile} choose parts.
 *
 * <p>The assertions need AssertJ on the class path, the rest of the package does not. This package knows plans,
 * results and the port of the engine; it must not know how load is made, measured or drawn.
 */
@NullMarked
package dev.perf.junit;

import org.jspecify.annotations.NullMarked;
