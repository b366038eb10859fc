package dev.perf.engine.internal.command;

import static dev.perf.Perf.afterFinished;
import static dev.perf.Perf.afterStopped;
import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.between;
import static dev.perf.Perf.constant;
import static dev.perf.Perf.doIf;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.group;
import static dev.perf.Perf.inBackground;
import static dev.perf.Perf.inParallel;
import static dev.perf.Perf.join;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.pause;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.pollUntil;
import static dev.perf.Perf.repeat;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.sequence;
import static dev.perf.Perf.startingAfter;
import static dev.perf.Perf.switchOn;
import static dev.perf.Perf.task;
import static dev.perf.Perf.tryUpTo;
import static dev.perf.Perf.users;
import static dev.perf.Perf.when;
import static dev.perf.http.Http.http;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.feed.Feeder;
import dev.perf.http.Connections;
import dev.perf.plan.TestPlan;
import dev.perf.scenario.Scenario;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DryRunTest {

    private static final TestPlan PLAN = loadTest("order")
            .run(nothing("a"), users(1).during(ofMinutes(2)), startingAfter(ofSeconds(30)))
            .run(nothing("b"), arrivals(perSecond(2)).during(ofMinutes(1)), afterStopped("a"))
            .run(nothing("c"), users(1).during(ofMinutes(1)), afterFinished("b").plus(ofSeconds(5)))
            .run(nothing("d"), users(1).during(ofMinutes(1)), afterStopped("c"))
            .plan();

    private static Scenario nothing(String name) {
        return scenario(name).exec("nothing", user -> {});
    }

    @Test
    void drawsEachProfileFromWhenItBegins() {
        List<String> lines = DryRun.describe(PLAN);

        assertThat(lines)
                .contains("  length      5m35s")
                .contains("    begins after 30s")
                .contains("    begins when \"a\" has stopped")
                .contains("    begins 5s after the moment when \"b\" has finished");
        assertThat(lines.stream().map(String::strip).filter(line -> line.endsWith("users") || line.endsWith("/s")))
                .map(line -> line.replaceAll(" {2,}", " "))
                .contains("30s 2m30s users", "2m30s 3m30s arrivals/s", "~3m35s ~4m35s users", "~4m35s ~5m35s users");
    }

    @Test
    void tellsWhatIsDoneInTheBackground() {
        TestPlan plan = loadTest("beside")
                .http(http -> http.baseUrl("http://localhost:1"))
                .run(
                        scenario("s")
                                .exec(
                                        inBackground(
                                                "upload",
                                                http("a").get("/a"),
                                                http("b").get("/b")),
                                        inBackground("other", pause(ofSeconds(1))),
                                        http("c").get("/c"),
                                        join("upload", "other").atMost(ofSeconds(5))),
                        users(1).iterations(1))
                .plan();

        List<String> lines = DryRun.describe(plan);

        assertThat(lines).contains("    sends 3 HTTP requests per iteration");
        assertThat(lines.subList(lines.indexOf("      upload: in the background"), lines.size()))
                .containsExactly(
                        "      upload: in the background",
                        "        a: GET /a",
                        "        b: GET /b",
                        "      other: in the background",
                        "        pause 1s",
                        "      c: GET /c",
                        "      join upload, other, within 5s");
    }

    @Test
    void tellsChoicesTriesAndWhatIsDoneOncePerRun() {
        TestPlan plan = loadTest("flow")
                .setup(http("create").post("http://localhost:1/catalogues"))
                .run(
                        scenario("s")
                                .exec(exec("role", user -> {}))
                                .exec(switchOn("#{role}", when("admin", exec("a", user -> {})))
                                        .orElse(exec("b", user -> {})))
                                .exec(switchOn(session -> 1, when("1", exec("one", user -> {}))))
                                .exec(tryUpTo(3, exec("c", user -> {})).pausing(constant(ofSeconds(1))))
                                .exec(tryUpTo(2, exec("d", user -> {})))
                                .exec(pollUntil(session -> true, exec("e", user -> {}))),
                        users(1).iterations(1))
                .teardown("delete", user -> {})
                .plan();

        String text = String.join("\n", DryRun.describe(plan));

        assertThat(text)
                .contains("\n\n  setup, once before the load\n    create: POST http://localhost:1/catalogues\n\n"
                        + "  scenario \"s\", ");
        assertThat(text.lines().skip(text.lines().toList().indexOf("      role: Java code")))
                .containsExactly(
                        "      role: Java code",
                        "      one of these, by #{role}",
                        "        when admin",
                        "          a: Java code",
                        "        else",
                        "          b: Java code",
                        "      one of these, by a value that Java code returns",
                        "        when 1",
                        "          one: Java code",
                        "      up to 3 tries, 1s apart",
                        "        c: Java code",
                        "      up to 2 tries",
                        "        d: Java code",
                        "      until a condition holds, every 1s, for 30s at most",
                        "        e: Java code",
                        "",
                        "  teardown, once after the load",
                        "    delete: Java code");
    }

    @Test
    void saysWhatTheWholeTestComesToAndWhatUsersDo() {
        Scenario shopper = scenario("shopper")
                .feed(Feeder.records(List.of(Map.of("user", "ann"))).circular())
                .onStart(http("login").post("/login"))
                .thinkTime(between(ofSeconds(1), ofSeconds(3)))
                .tasks(
                        task(3, http("list").get("/products")),
                        task(
                                1,
                                group(
                                        "buy",
                                        http("cart").post("/cart"),
                                        pause(ofSeconds(2)),
                                        http("pay").post("/pay"))))
                .exec(repeat(2, doIf(session -> true, http("a").get("/a")).orElse(exec("b", user -> {}))))
                .exec(inParallel(
                        "both",
                        http("left").get("/l"),
                        sequence(http("right").get("/r"), http("up").get("/u"))))
                .onStop(http("bye").get("/bye"));
        TestPlan plan = loadTest("all")
                .http(http -> http.baseUrl("http://localhost:1").connections(Connections.newPerIteration()))
                .run(shopper, users(60).during(ofMinutes(1)))
                .run(
                        scenario("visitor").exec(http("home").get("/")),
                        arrivals(perSecond(500)).during(ofMinutes(2)).maxUsers(40_000))
                .seed(7)
                .plan();

        List<String> lines = DryRun.describe(plan, new Forecast.Limits(1_024, 28_232, 100_000_000));

        assertThat(lines.stream().filter(line -> !line.contains("│")))
                .containsExactly("""
                    test "all" is valid; nothing was sent
                      length      2m
                      base URL    http://localhost:1
                      transport   socket
                      seed        7
                      iterations  60,000, and as many as the closed users get through
                      users       60 at the peak, and at most 40,000 at once for arrivals
                      connections up to 40,060 at once; this process may open 1,024 files: TOO FEW, raise ulimit -n
                      ports       about 30,000 at once, where this side closes connections; this machine has 28,232: TOO FEW, keep connections or use localAddresses(...)
                      memory      about 120 MB for users that think, more for what they read; the heap may grow to 100 MB: TOO LITTLE, raise -Xmx

                      scenario "shopper", closed load: 60 users, hold 1m
                                 └────────────────────────────────────────────────────────────
                                  0                                                         1m   users
                        sends 4 or more HTTP requests per iteration

                          feed records, once per user
                          onStart
                            login: POST /login
                          one of these tasks
                            weight 3 of 4
                              list: GET /products
                            weight 1 of 4
                              group buy
                                cart: POST /cart
                                pause 2s
                                pay: POST /pay
                          repeat 2 times
                            if a condition holds
                              a: GET /a
                            else
                              b: Java code
                          both: at the same time
                            left: GET /l
                            sequence
                              right: GET /r
                              up: GET /u
                          think time 1s to 3s, between steps and iterations
                          onStop
                            bye: GET /bye

                      scenario "visitor", open load: 500/s, hold 2m
                                 └────────────────────────────────────────────────────────────
                                  0                                                         2m   arrivals/s
                        starts 60,000 iterations, at most 40,000 at once
                        sends 1 HTTP request per iteration

                          home: GET /
                    """.stripTrailing().split("\n"));
    }
}
