package dev.perf.http;

import static dev.perf.http.Http.get;
import static dev.perf.http.Http.http;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlNamesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /                                                       | /
        /api/products                                           | /api/products
        /api/products/                                          | /api/products/
        /api/products/17                                        | /api/products/{id}
        /api/products/17/reviews/4                              | /api/products/{id}/reviews/{id}
        /api/products/#{id}                                     | /api/products/{id}
        /api/products/#{ user.id }/x                            | /api/products/{ user.id }/x
        /api/products/p-#{id}.html                              | /api/products/p-{id}.html
        /search?q=#{word}&page=2                                | /search
        /page#top                                               | /page
        /#{path('a/b?c')}/x                                     | /{path('a/b?c')}/x
        #{next}                                                 | {next}
        /users/3f0c2a52-5b5e-4c1d-9d3a-0d1f7f6f8a11/orders      | /users/{uuid}/orders
        /users/3F0C2A52-5B5E-4C1D-9D3A-0D1F7F6F8A11             | /users/{uuid}
        /blobs/5d41402abc4b2a76b9719d911017c592.png             | /blobs/{id}.png
        /docs/507f1f77bcf86cd799439011                          | /docs/{id}
        /images/17.jpeg                                         | /images/{id}.jpeg
        /cart;jsessionid=4711/items                             | /cart/items
        /t/01ARZ3NDEKTSV4RRFFQ69G5FAV                           | /t/{id}
        /t/eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0 | /t/{id}
        /v1/products                                            | /v1/products
        /oauth2/token                                           | /oauth2/token
        /release/1.2                                            | /release/1.2
        /cafe/decade/facade                                     | /cafe/decade/facade
        /defaced-facade-cafe                                    | /defaced-facade-cafe
        /order-17                                               | /order-17
        http://localhost:8080/api/17?x=1                        | http://localhost:8080/api/{id}
        https://10.0.0.1                                        | https://10.0.0.1
        #{host}/17                                              | {host}/{id}
        /broken/#{id                                            | /broken/{id
        """)
    void collapsesWhatIsAnId(String url, String name) {
        assertThat(UrlNames.AUTOMATIC.of(url)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /shops/berlin/items/9         | /shops/{shop}/items/*
        /shops/berlin/items/#{id}?x=1 | /shops/{shop}/items/*
        /shops/berlin/items           | /shops/berlin/items
        /shops/berlin/items/9/x       | /shops/berlin/items/{id}/x
        /shops//items/9               | /shops//items/{id}
        /assets                       | /assets
        /assets/a.css                 | /assets/**
        /assets/a/b/c                 | /assets/**
        http://h:1/assets/a           | /assets/**
        http://cdn/a/b                | http://cdn/**
        http://cdn2/a/7               | http://cdn2/a/{id}
        """)
    void theFirstRuleThatFitsIsTheName(String url, String name) {
        UrlNames names = HttpSettings.DEFAULTS
                .urlNames("/shops/{shop}/items/*", "/assets/**")
                .urlNames("http://cdn/**")
                .urlNames();
        assertThat(names.of(url)).isEqualTo(name);
    }

    @Test
    void aNameThatWasGivenStays() {
        UrlNames names = HttpSettings.DEFAULTS.urlNames("/**").urlNames();
        assertThat(names.name(http("product 17").get("/products/17")).name()).isEqualTo("product 17");
        assertThat(names.name(get("/products/17").named("it")).name()).isEqualTo("it");
        assertThat(names.name(get("/products/17")).name()).isEqualTo("GET /**");
        assertThat(get("/products/17?x=#{y}").name()).isEqualTo("GET /products/{id}");
    }

    @Test
    void withoutThemUrlsStayAsWritten() {
        UrlNames names = HttpSettings.DEFAULTS.withoutUrlNames().urlNames();
        assertThat(names.name(get("/products/17?x=#{y}")).name()).isEqualTo("GET /products/17?x=#{y}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        /a/*/b          | -
        /a/{x}/**       | -
        http://h/*      | -
        a/b             | must begin with /, http:// or https://
        /a?b=*          | is about the path alone; leave out ? and # and what follows
        /a/**/b         | may have ** only as its last segment
        /a**            | may have ** only as its last segment
        """)
    void tellsTheMistakeOfARule(String rule, String mistake) {
        assertThat(UrlNames.mistakeIn(rule)).isEqualTo(mistake);
    }
}
