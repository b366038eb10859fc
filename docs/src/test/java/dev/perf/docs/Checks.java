package dev.perf.docs;

import static dev.perf.Perf.*;
import static dev.perf.http.Http.*;
import static java.time.Duration.*;

import dev.perf.LoadTest;
import dev.perf.check.Extractor;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpResponse;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

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

    // tag::pages[]
    static final HttpRequest PAGE = http("basket")
            .get("/basket")
            .check(
                    css("h1").is("Your basket"),
                    xpath("count(//tr[@class='item'])").greaterThan(0))
            .save("csrf", css("input[name=csrf]", "value"))
            .save("next", css("a.next", "abs:href"))
            .save("form", form("form#order"));
    // end::pages[]

    // tag::form[]
    static final HttpRequest SENT_BACK = http("order")
            .post("/orders")
            .form("#{form}") // as a browser sends it, the csrf token included
            .formField("amount", "3"); // in place of the page's
    // end::form[]

    // tag::find[]
    static final HttpRequest FINDING = http("list")
            .get("/api/products")
            .save("any", jsonPath("$.data[*].id").random()) // one of them, by the run's seed
            .save("last", jsonPath("$.data[*].id").nth(-1))
            .save("ids", jsonPath("$.data[*].id").all()) // a List
            .save("label", jsonPath("$.data[0].name").transform(name -> "buy " + name))
            .save("csrf", between("name=\"csrf\" value=\"", "\""))
            .save("page", regex("page=(?<page>\\d+)").group("page").orElse("1"))
            .check(
                    jsonPath("$.data[*].id").count().between(1, 50),
                    jsonPointer("/data/0/price").greaterThan(0),
                    jsonPath("$.data[0].tags").hasSize(2),
                    header("Set-Cookie").all().hasSize(2),
                    url().contains("/api/"));
    // end::find[]

    // tag::extract[]
    static final Extractor PRICES = jsonPath("$.data[*].price").all(); // a constant is compiled once

    static final Step COMPARE = exec("compare", user -> {
        HttpResponse list = user.send(LIST);
        var prices = (List<?>) list.extract(PRICES);
        user.check("prices differ", prices != null && Set.copyOf(prices).size() > 1);
        user.check("total", Objects.equals(list.jsonPath("$.total"), list.extract(jsonPointer("/total"))));
    });
    // end::extract[]

    // tag::conditional[]
    static final HttpRequest ORDER = http("order")
            .post("/api/orders")
            .check(status().in(201, 409))
            .checkIf(
                    status().is(201),
                    jsonPath("$.id").exists(),
                    header("Location").exists())
            .checkIf(session -> session.has("coupon"), jsonPath("$.discount").greaterThan(0));
    // end::conditional[]

    // tag::common[]
    static final LoadTest STRICT = loadTest("shop")
            .http(http -> http.baseUrl("http://localhost:8080")
                    .check(header("Content-Type").contains("json"), duration().below(ofSeconds(2))));

    static final HttpRequest IMAGE = get("/logo.png").withoutDefaultChecks();
    // end::common[]

    // tag::exit[]
    static final Scenario BUYER = scenario("buyer")
            .exec(
                    http("login").post("/auth/login").exitIterationOnFail(), // whatever goes wrong
                    http("cart")
                            .get("/api/cart")
                            .check(jsonPath("$.items").exists().exitIterationOnFail()),
                    http("pay").post("/api/pay"));
    // end::exit[]

    // tag::mask[]
    static final LoadTest MASKED =
            loadTest("shop").http(http -> http.baseUrl("http://localhost:8080").mask("pin", "iban"));
    // end::mask[]

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
