package dev.perf.engine;

import static dev.perf.Perf.afterFinished;
import static dev.perf.Perf.afterStopped;
import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.between;
import static dev.perf.Perf.csv;
import static dev.perf.Perf.group;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.pause;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.rendezvous;
import static dev.perf.Perf.repeat;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.startingAfter;
import static dev.perf.Perf.task;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.http.Http.regex;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perf.LoadTest;
import dev.perf.http.Http;
import dev.perf.http.HttpRequest;
import dev.perf.load.LoadProfile;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.Problem;
import dev.perf.scenario.Request;
import dev.perf.scenario.Scenario;
import dev.perf.source.SourceLocation;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every mistake of a plan is found before the first request, all at once, and told with its place and remedy. */
class PlanMistakesTest {

    private static final LoadProfile LOAD = users(1).during(ofSeconds(1));

    @Test
    void aTestWithoutScenariosSaysSo() {
        assertThat(problems(loadTest("empty")))
                .containsExactly("test: it runs no scenario; add one with run(scenario, load)");
    }

    @Test
    void allMistakesAreListedAtOnceWithTheirLines() {
        LoadTest test = loadTest("shop")
                .http(http -> http.baseUrl("http://localhost:1"))
                .run(scenario("a").exec(http("one").get("/#{missing}")), LOAD)
                .run(scenario("b"), users(-1).during(ofSeconds(1)))
                .threshold("p(95) < 1");

        InvalidPlanException mistakes =
                catchThrowableOfType(InvalidPlanException.class, () -> test.run(RunOptions.DEFAULTS.withoutReport()));

        assertThat(mistakes.problems()).hasSize(4);
        assertThat(mistakes.problems())
                .extracting(problem -> problem.location().file())
                .containsOnly("PlanMistakesTest.java");
        assertThat(mistakes.problems())
                .extracting(problem -> problem.location().line())
                .doesNotContain(0);
        assertThat(mistakes.getMessage()).startsWith("test \"shop\" has 4 mistakes\n  PlanMistakesTest.java:");
    }

    @Test
    void namesKeysThatNothingProducesAndTheNearestOne() {
        assertThat(problems(request(http("product").get("/api/products/#{idd}").save("id", jsonPath("$.id")))))
                .containsExactly(
                        "scenario \"s\", request \"product\": nothing in the scenario puts \"idd\" into the session;"
                                + " did you mean \"id\"? the scenario's keys are [id]");
        assertThat(problems(request(http("product").get("/#{id}"))))
                .containsExactly(
                        "scenario \"s\", request \"product\": nothing in the scenario puts \"id\" into the session;"
                                + " save it from a response, or feed it");
    }

    @Test
    void leavesKeysToLambdaSteps() {
        Scenario scenario = scenario("s")
                .exec("make", user -> user.session().set("id", 1))
                .exec(http("product").get("http://localhost:1/#{id}"));
        assertThat(problemsOf(loadTest("t").run(scenario, users(0).rampTo(1).over(ofSeconds(-1)))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.where()).isEqualTo("load of scenario \"s\""));
    }

    @Test
    void findsMalformedTemplates() {
        assertThat(problems(request(http("x").get("/a#{id"))))
                .containsExactly("scenario \"s\", request \"x\": template at 2: \"#{\" is never closed; add the missing"
                        + " \"}\"\n      /a#{id\n        ^");
        assertThat(problems(request(http("x").get("/#{}"))))
                .containsExactly(
                        "scenario \"s\", request \"x\": template at 1: \"#{}\" names no value; put a session key"
                                + " between the braces\n      /#{}\n       ^");
        assertThat(problems(request(http("x").post("/").json(Map.of("a", "say \"#{uid(1)}\"")))))
                .containsExactly(
                        "scenario \"s\", request \"x\": template at 7: there is no function \"uid\"; did you mean"
                                + " \"uuid\"? the functions are base64, base64Url, counter, env, epochMillis,"
                                + " epochSeconds, hmacSha1, hmacSha256, hmacSha512, iteration, jsonEscape, md5, now,"
                                + " oneOf, randomAlphanumeric, randomDigits, randomDouble, randomHex, randomInt,"
                                + " randomString, scenario, sha1, sha256, sha512, urlEncode, userId, uuid\n"
                                + "      say \"#{uid(1)}\"\n"
                                + "             ^");
    }

    @Test
    void namesThePlacesWherePartsOfAValueAreUsed() {
        assertThat(problems(request(http("x").get("/#{usr.id}").save("user", jsonPath("$")))))
                .containsExactly(
                        "scenario \"s\", request \"x\": nothing in the scenario puts \"usr\" or \"usr.id\" into the"
                                + " session; did you mean \"user\"? the scenario's keys are [user]");
        assertThat(problems(request(http("x").get("/#{id ?: 1}/#{mail.exists()}/#{uuid()}/#{page}"))))
                .containsExactly(
                        "scenario \"s\", request \"x\": nothing in the scenario puts \"page\" into the session; save"
                                + " it from a response, or feed it");
    }

    @Test
    void findsMalformedExpressions() {
        assertThat(problems(request(http("x").get("/").save("id", jsonPath("$.data[")))))
                .containsExactly("scenario \"s\", request \"x\", save \"id\": JSONPath \"$.data[\" at 6: \"[\" is never"
                        + " closed");
        assertThat(problems(request(http("x").get("/").save("id", jsonPath("$['a]")))))
                .containsExactly(
                        "scenario \"s\", request \"x\", save \"id\": JSONPath \"$['a]\" at 2: the quote is never"
                                + " closed");
        assertThat(problems(request(http("x").get("/").save("id", jsonPath("data.id")))))
                .containsExactly(
                        "scenario \"s\", request \"x\", save \"id\": JSONPath \"data.id\" at 0: it must begin with"
                                + " \"$\"");
        assertThat(problems(request(http("x").get("/").check(regex("(a").exists()))))
                .containsExactly(
                        "scenario \"s\", request \"x\", check \"regex (a exists\": regular expression \"(a\" at 2:"
                                + " Unclosed group");
    }

    @Test
    void findsMalformedThresholds() {
        assertThat(problems(request(http("x").get("/")).threshold("http_req_duration: p(101) < 250ms")))
                .containsExactly("threshold \"http_req_duration: p(101) < 250ms\" at 21: percentile must be in"
                        + " (0, 100], got 101");
    }

    @Test
    void findsMetricsThatNothingMeasures() {
        assertThat(problems(request(http("x").get("http://localhost:1/")).threshold("http_req_duraton: p(95) < 250ms")))
                .containsExactly("threshold \"http_req_duraton: p(95) < 250ms\": nothing measures a metric"
                        + " \"http_req_duraton\"; did you mean http_req_duration?");
        assertThat(problems(request(http("x").get("http://localhost:1/")).threshold("orders: count > 5")))
                .containsExactly(
                        "threshold \"orders: count > 5\": nothing measures a metric \"orders\"; there are checks,"
                            + " data_received, data_sent, dropped_iterations, group_cumulated_duration,"
                            + " group_duration, http_req_blocked, http_req_cache_hits, http_req_connecting,"
                            + " http_req_duration, http_req_failed, http_req_looking_up, http_req_receiving,"
                            + " http_req_retries, http_req_sending, http_req_tls_handshaking, http_req_waiting,"
                            + " http_reqs, iteration_duration, iterations, poll_duration, rendezvous_wait,"
                            + " response_time, schedule_lag, sse_connecting, sse_events_dropped, sse_events_received,"
                            + " sse_first_event, sse_session_duration, sse_sessions, step_duration, step_failed,"
                            + " throttle_wait, vus, vus_max, ws_connecting, ws_msgs_dropped, ws_msgs_received,"
                            + " ws_msgs_sent, ws_ping, ws_session_duration, ws_sessions; declare one of your own with"
                            + " metrics(...)");
    }

    private record Fax(String name, SourceLocation location) implements Request<String> {}

    @Test
    void findsRequestsThatNoProtocolSends() {
        Fax fax = new Fax("fax", new SourceLocation("Office.java", 7));
        assertThat(problems(loadTest("office").run(scenario("clerk").exec(fax), LOAD)))
                .containsExactly("scenario \"clerk\", request \"fax\": no protocol on the class path sends a"
                        + " dev.perf.engine.PlanMistakesTest$Fax; add the jar that does, or name its provider in"
                        + " META-INF/services/dev.perf.protocol.ProtocolProvider");
    }

    @Test
    void findsLoadsThatCouldNeverBegin() {
        LoadTest test = loadTest("order").http(http -> http.baseUrl("http://localhost:1"));
        Scenario login = scenario("login").exec(http("x").get("/"));
        Scenario browse = scenario("browse").exec(http("x").get("/"));
        Scenario buy = scenario("buy").exec(http("x").get("/"));

        assertThat(problems(test.run(login, LOAD).run(browse, LOAD, afterFinished("lgin"))))
                .containsExactly(
                        "load of scenario \"browse\": it begins after scenario \"lgin\", which the test does not"
                                + " run; did you mean \"login\"?");
        assertThat(problems(test.run(login, LOAD).run(browse, LOAD, afterStopped("warm"))))
                .containsExactly(
                        "load of scenario \"browse\": it begins after scenario \"warm\", which the test does not"
                                + " run; it runs \"login\", \"browse\"");
        assertThat(problems(test.run(login, LOAD, afterStopped("login"))))
                .containsExactly("load of scenario \"login\": it would never begin: \"login\" waits for \"login\";"
                        + " let one of them begin by itself");
        assertThat(problems(test.run(login, LOAD, afterFinished("buy"))
                        .run(browse, LOAD, afterStopped("login"))
                        .run(buy, LOAD, afterFinished("browse"))
                        .run(scenario("last").exec(http("x").get("/")), LOAD, afterFinished("buy"))))
                .containsExactly(
                        "load of scenario \"login\": it would never begin: \"login\" waits for \"buy\" waits for"
                                + " \"browse\" waits for \"login\"; let one of them begin by itself");
        assertThat(problems(test.run(login, LOAD, startingAfter(ofSeconds(-1)))))
                .containsExactly(
                        "load of scenario \"login\": its start must not be delayed by a negative time, got -1s");
        assertThat(problems(test.run(login, LOAD)
                        .run(browse, LOAD, afterStopped("login").plus(ofDays(31)))))
                .containsExactly("load of scenario \"browse\": it begins after 744h; at most 30 days are supported");
        assertThat(problems(test.run(login, LOAD, startingAfter(ofSeconds(5))).warmUp(ofSeconds(6))))
                .containsExactly("warm-up: 6s must be shorter than the load, which lasts 6s");
    }

    @Test
    void findsPacingsThatMeanNothing() {
        Scenario paced = scenario("s").exec(http("x").get("http://localhost:1/"));

        assertThat(problems(loadTest("t")
                        .run(paced.pacing(ofSeconds(1)), arrivals(perSecond(1)).during(ofSeconds(1)))))
                .containsExactly(
                        "load of scenario \"s\": the scenario has a pacing, and arrivals, each with a user that lives"
                                + " through one iteration, have no use for it; remove the pacing, or use users(n)");
        assertThat(problems(loadTest("t").run(paced.pacing(ofSeconds(0)), LOAD)))
                .containsExactly(
                        "scenario \"s\", pacing: 0s lets iterations follow each other at once, as they do without it;"
                                + " remove it, or raise it");
        assertThat(problems(loadTest("t").run(paced.pacing(ofSeconds(-1)).pace(ofSeconds(-2)), LOAD)))
                .containsExactly(
                        "scenario \"s\", pacing: pause of -1s must not be negative",
                        "scenario \"s\", pace: pause of -2s must not be negative");
    }

    @Test
    void findsMeetingsThatNeverTakePlace() {
        Scenario meeting = scenario("s")
                .exec(
                        rendezvous("few", 2),
                        rendezvous("none", 0),
                        rendezvous(" ", 1),
                        rendezvous("now", 1).timeout(ofSeconds(0)),
                        rendezvous("now", 1));

        assertThat(problems(loadTest("t").run(meeting, LOAD)))
                .containsExactly(
                        "scenario \"s\", rendezvous \"few\": it waits for 2 users, and the load never has more than 1;"
                                + " wait for fewer, or have more",
                        "scenario \"s\", rendezvous \"none\": users must be positive, got 0",
                        "scenario \"s\", rendezvous \" \": it has no name; give it one, by which steps of a meeting"
                                + " know each other",
                        "scenario \"s\", rendezvous \"now\": timeout must be positive, got 0s",
                        "scenario \"s\", rendezvous \"now\": the scenario has a rendezvous of that name for 1 users"
                                + " within 0s; let both say the same, or give this one its own name");
    }

    @Test
    void findsThrottlesThatLetNothingThrough() {
        LoadTest test = request(http("x").get("http://localhost:1/"));

        assertThat(problems(test.throttle(perSecond(0))))
                .containsExactly("throttle: rate must be above 0 and at most 10,000,000/s, got 0/s");
        assertThat(problems(test.throttle(arrivals(perSecond(-1))
                        .during(ofSeconds(-1))
                        .rampTo(perSecond(0))
                        .over(ofSeconds(1)))))
                .containsExactly(
                        "throttle: start: rate must be from 0 to 10,000,000/s, got -1/s",
                        "throttle: stage 1: duration must be positive, got -1s; remove the stage or lengthen it",
                        "throttle: it ends with a rate of 0/s, and no request could be sent from then on; end it above"
                                + " zero");
        assertThat(problems(test.throttle(
                        arrivals(perSecond(5)).during(ofSeconds(1)).atOnce(7))))
                .containsExactly("throttle: stage 2: 7 at once mean nothing in a throttle; remove the stage");
        assertThat(problems(loadTest("t")
                        .run(
                                scenario("s")
                                        .exec(http("x").get("http://localhost:1/"))
                                        .throttle(perSecond(2e7)),
                                LOAD)))
                .containsExactly(
                        "scenario \"s\", throttle: rate must be above 0 and at most 10,000,000/s, got" + " 20000000/s");
    }

    @Test
    void findsImpossibleLoads() {
        assertThat(problems(load(users(-5).during(ofSeconds(1)))))
                .containsExactly("load of scenario \"s\": start: number of users must be from 0 to 10,000,000, got -5");
        assertThat(problems(load(users(10_000_001).during(ofSeconds(1)))))
                .containsExactly(
                        "load of scenario \"s\": start: number of users must be from 0 to 10,000,000, got 10000001");
        assertThat(problems(load(users(2_000_000_000).iterations(1))))
                .containsExactly("load of scenario \"s\": number of users must be from 1 to 10,000,000, got 2000000000;"
                        + " begin with users(n)");
        assertThat(problems(load(arrivals(perSecond(-1)).during(ofSeconds(1)))))
                .containsExactly("load of scenario \"s\": start: rate must be from 0 to 10,000,000/s, got -1/s");
        assertThat(problems(load(users(1).during(ofSeconds(0)))))
                .containsExactly(
                        "load of scenario \"s\": stage 1: duration must be positive, got 0s; remove the stage or"
                                + " lengthen it");
        assertThat(problems(load(users().rampTo(0).over(ofSeconds(5)))))
                .containsExactly(
                        "load of scenario \"s\": there is never any user; ramp to some, or begin with users(n)");
        assertThat(problems(load(arrivals(perSecond(1)).during(ofSeconds(1)).maxUsers(0))))
                .containsExactly("load of scenario \"s\": maxUsers must be positive, got 0");
        assertThat(problems(request(http("x").get("/")).warmUp(ofSeconds(1))))
                .containsExactly("warm-up: 1s must be shorter than the load, which lasts 1s");
    }

    @Test
    void findsMistakesInSteps() {
        HttpRequest request = http("x").get("http://localhost:1/");
        Scenario scenario = scenario("s")
                .tasks(task(0, request), task(1))
                .exec(group("empty"), repeat(-1, request), pause(ofSeconds(-1)))
                .thinkTime(between(ofSeconds(3), ofSeconds(1)));

        assertThat(problems(loadTest("t").run(scenario, LOAD)))
                .containsExactlyInAnyOrder(
                        "scenario \"s\", task 1: weight must be positive, got 0",
                        "scenario \"s\", task 2: it has no steps; add one",
                        "scenario \"s\", group \"empty\": it has no steps; add one",
                        "scenario \"s\", repeat: times must not be negative, got -1",
                        "scenario \"s\", pause: pause of -1s must not be negative",
                        "scenario \"s\", think time: think time from 3s to 1s must not end before it begins; swap the"
                                + " two");
    }

    @Test
    void findsRequestsThatGoNowhere() {
        assertThat(problems(loadTest("t").run(scenario("s").exec(http("x").get("/path")), LOAD)))
                .containsExactly(
                        "scenario \"s\", request \"x\": URL \"/path\" needs a base URL; set one with http(http ->"
                            + " http.baseUrl(\"http://...\")), with \"host\" in a file or --base-url, or write the URL"
                            + " in full");
        assertThat(problems(loadTest("t").run(scenario("s").exec(http("x").get("path")), LOAD)))
                .containsExactly("scenario \"s\", request \"x\": URL \"path\" must begin with http://, https:// or /");
        assertThat(problems(request(http("x").get("/").header("bad name", "x"))))
                .containsExactly("scenario \"s\", request \"x\": header name \"bad name\" must be letters, digits and"
                        + " !#$%&'*+-.^_`|~");
        assertThat(problems(request(http("x").get("/")).http(http -> http.baseUrl("localhost:8080"))))
                .containsExactly(
                        "http settings: base URL \"localhost:8080\" is no URL such as http://localhost:8080: address"
                                + " \"localhost:8080\" must begin with http:// or https://");
    }

    @Test
    void findsScenariosOfTheSameName() {
        Scenario scenario = scenario("s").exec(http("x").get("http://localhost:1/"));
        assertThat(problems(loadTest("t").run(scenario, LOAD).run(scenario, LOAD)))
                .containsExactly(
                        "scenario \"s\": another scenario of the test has the same name; give it one of its own with"
                                + " named(\"...\")");
    }

    @Test
    void findsFeedersWithoutData(@TempDir Path folder) throws IOException {
        assertThat(problems(feeding("no-such.csv")))
                .containsExactly("scenario \"s\": feeder file \"no-such.csv\" not found: no such file in "
                        + Path.of("").toAbsolutePath() + ", and no such class path resource");

        Path ragged = Files.writeString(folder.resolve("ragged.csv"), "name,age\nann,30\nbob\n");
        assertThat(problems(feeding(ragged.toString())))
                .containsExactly("scenario \"s\": feeder file \"" + ragged
                        + "\" line 3 has 1 field; the 2 columns [name, age] ask for one each");

        Path empty = Files.writeString(folder.resolve("empty.csv"), "name,age\n");
        assertThat(problems(feeding(empty.toString())))
                .containsExactly(
                        "scenario \"s\": feeder file \"" + empty + "\" has no records below its line of column names");
    }

    @Test
    void findsBodiesThatCannotBeWritten() {
        var loop = new HashMap<String, Object>();
        loop.put("self", loop);
        assertThat(problems(request(http("x").post("/").json(loop))))
                .containsExactly(
                        "scenario \"s\", request \"x\": java.util.HashMap cannot be written as JSON: Document nesting"
                                + " depth (501) exceeds the maximum allowed (500, from"
                                + " `StreamWriteConstraints.getMaxNestingDepth()`)");
    }

    @Test
    void findsMistakesInWhatRequestsDoBesides() {
        assertThat(problems(request(http("x")
                        .get("/")
                        .bearer("t")
                        .basicAuth("a:b", "#{")
                        .retry(Http.retry(-1)
                                .backOff(ofSeconds(2), ofSeconds(1), 0.5, 2)
                                .onStatus(99)
                                .onError("tired")
                                .maxRetryAfter(ofSeconds(-1)))
                        .expectedStatus(Http.range(300, 200)))))
                .containsExactlyInAnyOrder(
                        "scenario \"s\", request \"x\": it sets the header Authorization and has basicAuth or"
                                + " digestAuth as well; remove one of them",
                        "scenario \"s\", request \"x\": user name \"a:b\" must not contain a colon: basic"
                                + " authentication ends it with one",
                        "scenario \"s\", request \"x\": template at 0: \"#{\" is never closed; add the missing"
                                + " \"}\"\n      #{\n      ^",
                        "scenario \"s\", request \"x\": retry: times must be from 0 to 100, got -1",
                        "scenario \"s\", request \"x\": retry: back-off from 2s to 1s must be from 0 to 1 day, the"
                                + " shorter wait first",
                        "scenario \"s\", request \"x\": retry: factor must be at least 1, got 0.5",
                        "scenario \"s\", request \"x\": retry: jitter must be from 0 to 1, got 2.0",
                        "scenario \"s\", request \"x\": retry: maxRetryAfter must be from 0 to 1 day, got -1s",
                        "scenario \"s\", request \"x\": retry: status must be from 100 to 999, got 99",
                        "scenario \"s\", request \"x\": retry: \"tired\" is no kind of transport error; there are dns,"
                                + " connect_refused, connect_timeout, connect, tls, reset, premature_end, timeout,"
                                + " protocol, limit, request_body, response_body, ports_exhausted, too_many_files,"
                                + " other",
                        "scenario \"s\", request \"x\": expected status 300 to 200 must be from 100 to 999, the lower"
                                + " one first");
        assertThat(problems(request(http("x").get("/"))
                        .http(http -> http.baseUrls("http://localhost:1", "localhost:2")
                                .retry(101)
                                .header("authorization", "Bearer x")
                                .basicAuth("a", "b")
                                .traceContext(2)
                                .expectedStatus(0))))
                .containsExactlyInAnyOrder(
                        "http settings: they set the header Authorization and have basicAuth or digestAuth as well;"
                                + " remove one of them",
                        "http settings: retry: times must be from 0 to 100, got 101",
                        "http settings: expected status 0 must be from 100 to 999, the lower one first",
                        "http settings: share of sampled traces must be from 0 to 1, got 2.0",
                        "http settings: base URL \"localhost:2\" is no URL such as http://localhost:8080: address"
                                + " \"localhost:2\" must begin with http:// or https://");
    }

    @Test
    void findsMistakesInWhatIsSentAtTheSameTime() {
        HttpRequest page = http("page").get("/").resources(http("part").get("/#{none}"));
        assertThat(problems(loadTest("t")
                        .http(http -> http.baseUrl("http://localhost:1"))
                        .run(
                                scenario("s")
                                        .exec(
                                                Http.parallel("empty").atOnce(0),
                                                Http.parallel("nested", page).atOnce(33)),
                                LOAD)))
                .containsExactlyInAnyOrder(
                        "scenario \"s\", request \"empty\": atOnce must be from 1 to 32, got 0",
                        "scenario \"s\", request \"empty\": it has no requests; add one",
                        "scenario \"s\", request \"nested\": atOnce must be from 1 to 32, got 33",
                        "scenario \"s\", request \"nested\": request \"page\" is sent beside others, so it cannot have"
                                + " resources; list these here as well",
                        "scenario \"s\", request \"nested\", request \"page\", request \"part\": nothing in the"
                                + " scenario puts \"none\" into the session; save it from a response, or feed it");
    }

    @Test
    void thresholdsNameStepsAndScenariosThatThereAre() {
        HttpRequest page =
                http("page").get("http://localhost:1/").resources(http("style").get("http://localhost:1/s"));
        LoadTest test = loadTest("t")
                .run(
                        scenario("shopper")
                                .onStart(http("login").get("http://localhost:1/"))
                                .exec(group("g", page)),
                        LOAD)
                .threshold("response_time{name:page}: p(95) < 1s")
                .threshold("http_req_failed{name:style,scenario:shopper}: rate < 0.1")
                .threshold("response_time{name:logn}: p(95) < 1s")
                .threshold("http_reqs{name:checkout}: count > 1")
                .threshold("iterations{scenario:shoper}: count > 1");
        assertThat(problems(test))
                .containsExactly(
                        "threshold \"response_time{name:logn}: p(95) < 1s\": no step of the test is named \"logn\";"
                                + " did you mean login?",
                        "threshold \"http_reqs{name:checkout}: count > 1\": no step of the test is named"
                                + " \"checkout\"; there are login, page, style",
                        "threshold \"iterations{scenario:shoper}: count > 1\": no scenario of the test is named"
                                + " \"shoper\"; did you mean shopper?");
    }

    @Test
    void thresholdsMayNameAnythingThatALambdaStepCouldSend() {
        LoadTest test = loadTest("t")
                .run(
                        scenario("s")
                                .exec(http("login").get("http://localhost:1/"))
                                .exec("any", user -> {}),
                        LOAD)
                .threshold("response_time{name:logn}: p(95) < 1s")
                .threshold("iterations{scenario:x}: count > 1");
        assertThat(problems(test))
                .containsExactly(
                        "threshold \"iterations{scenario:x}: count > 1\": no scenario of the test is named \"x\";"
                                + " there are s");
    }

    @Test
    void findsMistakesInCookies() {
        assertThat(problems(loadTest("t")
                        .run(
                                scenario("s")
                                        .exec(
                                                Http.addCookie("a", "1"),
                                                Http.addCookie("b", "\n")
                                                        .domain("x.test")
                                                        .path("y")
                                                        .maxAge(ofSeconds(0))),
                                LOAD)))
                .containsExactlyInAnyOrder(
                        "scenario \"s\", request \"add cookie a\": cookie \"a\" needs a domain(...), for there is no"
                                + " base URL",
                        "scenario \"s\", request \"add cookie b\": path \"y\" must begin with /",
                        "scenario \"s\", request \"add cookie b\": maxAge must be positive; use removeCookie to remove"
                                + " a cookie",
                        "scenario \"s\", request \"add cookie b\": header \"Cookie\": character U+000A at 2 is not"
                                + " allowed in a value; encode it");
    }

    private static LoadTest request(HttpRequest request) {
        return loadTest("t")
                .http(http -> http.baseUrl("http://localhost:1"))
                .run(scenario("s").exec(request), LOAD);
    }

    private static LoadTest load(LoadProfile load) {
        return loadTest("t").run(scenario("s").exec(http("x").get("http://localhost:1/")), load);
    }

    private static LoadTest feeding(String path) {
        return loadTest("t").run(scenario("s").feed(csv(path)).exec(http("x").get("http://localhost:1/")), LOAD);
    }

    private static List<String> problems(LoadTest test) {
        return Mistakes.in(test);
    }

    private static List<Problem> problemsOf(LoadTest test) {
        return Mistakes.problems(() -> test.run(RunOptions.DEFAULTS.withoutReport()));
    }
}
