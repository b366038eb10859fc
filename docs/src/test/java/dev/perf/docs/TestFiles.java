package dev.perf.docs;

import static dev.perf.Perf.*;
import static dev.perf.http.Http.*;
import static java.time.Duration.*;

import dev.perf.LoadTest;
import dev.perf.Perf;
import dev.perf.plan.TestFile;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.User;

/** What {@code yaml.md} shows of Java beside files. */
public final class TestFiles {

    private TestFiles() {}

    // tag::java[]
    static final Scenario VISITOR = scenario("visitor").exec(http("home").get("/health"));

    static LoadTest test() {
        return loadTest("shop")
                .http(http -> http.baseUrl("http://localhost:8080"))
                .run(VISITOR, users(1).during(ofSeconds(10)));
    }
    // end::java[]

    static RunResult run() throws InterruptedException {
        // tag::run[]
        RunResult result =
                Perf.run(TestFile.at("shop.yaml").environment("staging").profile("smoke"));
        // end::run[]
        return result;
    }

    static LoadTest configured() {
        // tag::configured[]
        LoadTest configured = test().configuredBy(
                        TestFile.at("settings.yaml").profile("smoke").set("users", "3"));
        // end::configured[]
        return configured;
    }

    // tag::function[]
    public static void sign(User user) {
        Object token = user.session().get("token");
        user.session().set("signature", Integer.toHexString(token.hashCode()));
    }
    // end::function[]
}
