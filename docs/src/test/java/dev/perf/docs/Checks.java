package dev.perf.docs;

import static dev.perf.http.Http.*;
import static java.time.Duration.*;

import dev.perf.http.HttpRequest;
import java.util.Map;

/** The snippets of checks-and-correlation.md and http.md. */
final class Checks {

    private Checks() {}

    // tag::checks[]
    static final HttpRequest LIST = http("list")
            .get("/api/products")
            .bearer("#{token}")
            .check(
                    status().is(200),
                    header("Content-Type").contains("json"),
                    jsonPath("$.total").exists(),
                    jsonPath("$.data[0].category").in("books", "games", "tools", "toys"),
                    body().matches("\"price\":\\s*\\d"),
                    duration().below(ofMillis(800)),
                    jsonPath("$.total")
                            .satisfies("is positive", total -> total instanceof Number n && n.intValue() > 0));
    // end::checks[]

    // tag::saves[]
    static final HttpRequest SAVING = http("list")
            .get("/api/products")
            .bearer("#{token}")
            .save("id", jsonPath("$.data[0].id")) // fails the request if it is not there
            .save("type", header("Content-Type"))
            .save("price", regex("\"price\":\\s*([0-9.]+)")) // the first group
            .save("next", jsonPath("$.next").optional()) // saves nothing if it is not there
            .save("page", jsonPath("$.page").orElse(1)); // or a default
    // end::saves[]

    // tag::requests[]
    static final HttpRequest SEARCH = http("search")
            .get("/api/products")
            .queryParam("category", "#{category}") // percent-encoded
            .header("X-Trace", "#{username}")
            .tag("team", "catalogue")
            .timeout(ofSeconds(2));

    static final HttpRequest FORM = post("/echo").form(Map.of("name", "#{username}", "remember", "yes"));

    static final HttpRequest JSON =
            post("/echo").json(Map.of("name", "#{username}", "tags", new String[] {"a", "b"})); // values are escaped

    static final HttpRequest RAW = post("/echo").json("{\"id\": #{id}}"); // values are inserted as they are
    // end::requests[]
}
