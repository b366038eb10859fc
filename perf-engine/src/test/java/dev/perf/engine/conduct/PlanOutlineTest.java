package dev.perf.engine.conduct;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.csv;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.group;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.sitemap;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.http.Http.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.LoadTest;
import dev.perf.plan.TestPlan;
import dev.perf.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanOutlineTest {

    private static LoadTest shop() {
        Scenario shopper = scenario("shopper")
                .feed(csv("users.csv").circular())
                .onStart(http("login")
                        .post("/login")
                        .header("X-Key", "secret")
                        .check(status().is(200))
                        .save("token", jsonPath("$.token")))
                .exec(group("buy", exec("add", user -> {})));
        return loadTest("shop")
                .http(http -> http.baseUrl("http://user:secret@localhost:8080").header("Authorization", "secret"))
                .run(shopper, users().rampTo(10).over(Duration.ofMinutes(1)))
                .run(
                        scenario("admin").exec(http("list").get("/list")),
                        arrivals(perSecond(5)).during(Duration.ofMinutes(1)))
                .threshold("http_req_failed: rate < 1%")
                .warmUp(Duration.ofSeconds(5));
    }

    @Test
    void isTheSameForAPlanThatIsMadeTwice() {
        assertThat(Fleets.outline(shop().plan()))
                .isEqualTo(Fleets.outline(shop().seed(77).plan()))
                .contains("scenario \"shopper\"", "POST /login", "csv(\"users.csv\").circular()", "save token");
    }

    @Test
    void tellsWhateverMakesAnotherPlan() {
        String before = Fleets.outline(shop().plan());
        List<UnaryOperator<LoadTest>> changes = List.of(
                test -> test.warmUp(Duration.ofSeconds(6)),
                test -> test.throttle(perSecond(7)),
                test -> test.maxSeries(8),
                test -> test.thinkTimeFactor(2),
                test -> test.setup("prepare", user -> {}),
                test -> test.teardown("clean", user -> {}),
                test -> test.http(http -> http.baseUrl("http://localhost:8081")),
                test -> test.http(http -> http.requestTimeout(Duration.ofSeconds(1))),
                test -> test.http(http -> http.header("X-More", "1")),
                test -> test.run(
                        scenario("more").exec(exec("x", user -> {})),
                        users().rampTo(1).over(Duration.ofMinutes(1))));

        for (UnaryOperator<LoadTest> change : changes) {
            assertThat(Fleets.outline(change.apply(shop()).plan())).isNotEqualTo(before);
        }
    }

    @Test
    void doesNotTellWhatOnlyTheCoordinatorNeeds() {
        LoadTest more = shop().tag("a", "b").threshold("checks: rate > 0.5");

        assertThat(Fleets.outline(more.plan()))
                .isEqualTo(Fleets.outline(shop().plan()))
                .doesNotContain("http_req_failed");
    }

    @Test
    void saysNothingSecret() {
        assertThat(Fleets.outline(shop().plan()))
                .doesNotContain("secret")
                .contains("header Authorization", "//...@localhost");
    }

    @Test
    void leavesNoStepOutHoweverManyThereAre() {
        Scenario many = scenario("many");
        for (int i = 0; i < 300; i++) {
            many = many.exec("step " + i, user -> {});
        }

        assertThat(Fleets.outline(loadTest("many")
                        .run(many, users().rampTo(1).over(Duration.ofMinutes(1)))
                        .plan()))
                .contains("step 299: Java code");
    }

    @Test
    void putsThoseFlagsOnAPlanThatChangeIt() {
        TestPlan changed = Fleets.plan(
                shop().plan(),
                List.of(
                        "--users",
                        "20",
                        "--report",
                        "nowhere",
                        "--quiet",
                        "--rate=50",
                        "--baseline=none.json",
                        "--tag",
                        "a=b"));

        assertThat(changed.workloads())
                .extracting(workload -> workload.load().peak())
                .containsExactly(20.0, 50.0);
        assertThat(changed.tags()).containsEntry("a", "b");
        assertThat(changed.baseline()).isNull();
    }

    @Test
    void aFlagThatFitsNotIsRefusedInItsOwnWords() {
        assertThatThrownBy(() -> Fleets.plan(shop().plan(), List.of("--users", "none")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--users none: must be a whole number, at least 1");
    }

    @Test
    void namesTheFilesThatAPlanReads(@TempDir Path folder) throws IOException {
        var files = new ArrayList<Path>();
        for (String name : List.of("users.csv", "body.json", "sitemap.xml", "part.xml", "other.txt")) {
            files.add(Files.writeString(folder.resolve(name), "x"));
        }
        TestPlan plan = loadTest("files")
                .run(
                        scenario("reader")
                                .feed(csv(files.get(0).toString()))
                                .feed(csv("on-the-class-path.csv"))
                                .exec(http("upload").post("/").bodyFile(files.get(1), "application/json")),
                        users().rampTo(1).over(Duration.ofMinutes(1)))
                .run(
                        scenario("pages").feed(sitemap(files.get(2).toString())),
                        users().rampTo(1).over(Duration.ofMinutes(1)))
                .plan();

        assertThat(Fleets.files(plan)).containsExactly(files.get(0), files.get(1), files.get(2), files.get(3));
    }

    @Test
    void namesAllFilesThatATemplateMayStandFor(@TempDir Path folder) throws IOException {
        Path images = Files.createDirectory(folder.resolve("images"));
        Path first = Files.writeString(images.resolve("1.jpg"), "x");
        Path second = Files.writeString(images.resolve("2.jpg"), "x");
        Files.writeString(folder.resolve("outside.jpg"), "x");
        TestPlan plan = loadTest("images")
                .run(
                        scenario("upload")
                                .exec(http("upload").post("/").bodyFile(images.resolve("#{id}.jpg"), "image/jpeg")),
                        users().rampTo(1).over(Duration.ofMinutes(1)))
                .plan();

        assertThat(Fleets.files(plan)).containsExactly(first, second);
    }
}
