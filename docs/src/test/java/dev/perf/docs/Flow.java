package dev.perf.docs;

import static dev.perf.Perf.*;
import static dev.perf.http.Http.*;
import static java.time.Duration.*;

import dev.perf.scenario.Scenario;

/** The snippets of writing-scenarios.md about the flow of an iteration. */
final class Flow {

    private Flow() {}

    // tag::exits[]
    static final Scenario CHECKOUT = scenario("checkout")
            .feed(csv("users.csv").circular())
            .exec(
                    tryUpTo(3, WritingScenarios.LOGIN).pausing(constant(ofSeconds(1))),
                    exitIterationOnFail(), // no login, no shopping
                    repeat(10, WritingScenarios.PRODUCTS, exitBlockIf(session -> session.has("id"))), // behind the loop
                    http("product").get("/api/products/#{id}").bearer("#{token}"))
            .exec(exitScenarioIf(session -> session.text("id").equals("sold out")));
    // end::exits[]
}
