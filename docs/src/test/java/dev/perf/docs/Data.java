package dev.perf.docs;

import static dev.perf.Perf.*;
import static dev.perf.http.Http.*;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.perf.feed.Feeder;
import dev.perf.scenario.Scenario;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The snippets of data.md. */
final class Data {

    private Data() {}

    // tag::use[]
    static final Scenario BUYERS = scenario("buyers")
            .feed(csv("users.csv").circular()) // one user name and password for life
            .onStart(WritingScenarios.LOGIN)
            .exec(
                    feed(records(List.of(Map.of("id", 1), Map.of("id", 2))).random()), // one product for each iteration
                    WritingScenarios.PRODUCT);
    // end::use[]

    static List<Feeder> sources(DataSource database) {
        // tag::sources[]
        return List.of(
                csv("users.csv"),
                csv("export.txt").separator(';').charset(ISO_8859_1).columns("name", "age"),
                tsv("users.tsv.gz"),
                json("shop.json").at("$.data.users"),
                jsonLines("events.jsonl"),
                jdbc(database, "select id, name from users").fetchSize(5_000),
                sitemap("sitemap.xml"),
                records(List.of(Map.of("name", "ann"), Map.of("name", "bob"))),
                generated((number, random) -> Map.of("email", "user" + number + "@example.com")),
                csv("users.csv").map("age", Integer::valueOf).shuffle());
        // end::sources[]
    }

    static List<Scenario> orders(Feeder accounts, Feeder orders) {
        // tag::orders[]
        return List.of(
                scenario("own account").feed(accounts.perUser()).exec(WritingScenarios.LOGIN),
                scenario("each order once")
                        .exec(feed(orders.unique().thenStopRun()), http("order").post("/orders/#{id}")),
                scenario("three at once")
                        .exec(feed(accounts.circular(), 3), http("list").get("/users?ids=#{id}")));
        // end::orders[]
    }
}
