package dev.perf.samples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {

    private final Router router = new Router(List.of(
            route("GET", "/a"),
            route("POST", "/a"),
            route("GET", "/a/{id}"),
            route("GET", "/a/new"),
            route("PUT", "/b")));

    @ParameterizedTest
    @CsvSource({
        "GET,/a,GET /a,''",
        "HEAD,/a,GET /a,''",
        "POST,/a,POST /a,''",
        "GET,/a/7,GET /a/{id},7",
        "GET,/a/new,GET /a/new,''"
    })
    void findsTheRoute(String method, String path, String route, String parameter) {
        assertThat(router.match(method, path)).isInstanceOfSatisfying(Router.Match.Found.class, found -> {
            assertThat(found.route().name()).isEqualTo(route);
            assertThat(found.parameter()).isEqualTo(parameter);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "", "*", "/c", "/a/", "/a/7/8", "/b/1", "//a"})
    void knowsNoOtherPath(String path) {
        assertThat(router.match("GET", path)).isEqualTo(new Router.Match.UnknownPath());
    }

    @Test
    void tellsWhichMethodsAreAllowed() {
        assertThat(router.match("DELETE", "/a")).isEqualTo(new Router.Match.WrongMethod("GET, HEAD, POST"));
        assertThat(router.match("HEAD", "/b")).isEqualTo(new Router.Match.WrongMethod("PUT"));
    }

    private static Route route(String method, String path) {
        return Route.probe(method, path, request -> Response.empty(204));
    }
}
