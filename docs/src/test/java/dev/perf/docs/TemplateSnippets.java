package dev.perf.docs;

import static dev.perf.Perf.*;
import static dev.perf.http.Http.*;

import dev.perf.http.HttpRequest;
import dev.perf.scenario.Key;
import dev.perf.scenario.Scenario;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The snippets of templates.md. */
final class TemplateSnippets {

    private TemplateSnippets() {}

    // tag::values[]
    static final Scenario VALUES = scenario("values")
            .exec("have some data", user -> {
                user.session().set("user", Map.of("name", "Ann", "tags", List.of("new", "vip")));
                user.session().set("page", 1);
            })
            .exec(
                    http("parts").post("/echo").form(Map.of("name", "#{user.name}", "first", "#{user.tags[0]}")),
                    http("any")
                            .post("/echo")
                            .queryParam("tag", "#{user.tags.random()}")
                            .body("of #{user.tags.size()}", "text/plain"),
                    http("default").post("/echo").json(Map.of("coupon", "#{coupon ?: 'none'}", "page", "#{page ?: 0}")),
                    http("text").post("/echo").body("\\#{user} stands for itself", "text/plain"));
    // end::values[]

    // tag::functions[]
    static final HttpRequest ORDER = http("order")
            .post("/echo")
            .queryParam("at", "#{now('yyyy-MM-dd')}")
            .header("Idempotency-Key", "#{uuid()}")
            .header("X-Signature", "#{hmacSha256(env('SHOP_SECRET') ?: 'none', userId())}") // of the user's number
            .json(Map.of(
                    "number", "A-#{counter('orders')}",
                    "amount", "#{randomDouble(1, 99, 2)}",
                    "colour", "#{oneOf('red', 'green', 'blue')}",
                    "note", "#{randomString(12)}"));
    // end::functions[]

    // tag::once[]
    static final Scenario ONCE = scenario("once")
            .exec("name the customer", user -> {
                String[] names = {"Ann", "Bob", "Cleo"};
                String name = names[user.random().nextInt(names.length)]; // or faker.name().firstName()
                user.session().set("name", name);
                user.session().set("mail", name.toLowerCase(Locale.ROOT) + user.id() + "@shop.test");
            })
            .exec(http("register").post("/echo").json(Map.of("name", "#{name}", "mail", "#{mail}")));
    // end::once[]

    // tag::keys[]
    static final Key<String> TOKEN = key("token", String.class);
    static final Key<Integer> PAGE = key("page", Integer.class);

    static final Scenario TYPED = scenario("typed")
            .feed(csv("users.csv").circular())
            .exec(
                    WritingScenarios.LOGIN.save(TOKEN, jsonPath("$.token")),
                    exec("next page", user -> {
                                Integer page = user.session().find(PAGE); // null where there is none yet
                                user.session().set(PAGE, page == null ? 1 : page + 1);
                            })
                            .uses(TOKEN)
                            .produces(PAGE),
                    http("list").get("/api/products?page=" + PAGE).bearer(TOKEN.ref())); // #{page} and #{token}
    // end::keys[]
}
