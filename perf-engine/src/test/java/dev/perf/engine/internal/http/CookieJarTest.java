package dev.perf.engine.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.clock.SimulatedClock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookieJarTest {

    private static final String SHOP = "http://www.shop.test/cart/items?x=/y";

    private final SimulatedClock clock = new SimulatedClock();
    private final CookieJar jar = new CookieJar(clock);

    private void keep(String from, String... headers) {
        jar.keep(Target.parse(from), List.of(headers));
    }

    private @Nullable String sent(String to) {
        return jar.header(Target.parse(to));
    }

    @Test
    void sendsACookieBackToTheHostThatSetItBelowThePathThatSetIt() {
        keep(SHOP, "sid=a=\"b c\" ");

        assertThat(sent("http://www.shop.test/cart")).isEqualTo("sid=a=\"b c\"");
        assertThat(sent("https://www.shop.test:8443/cart/?x=1")).isEqualTo("sid=a=\"b c\"");
        assertThat(sent("http://www.shop.test/cartoon")).isNull();
        assertThat(sent("http://www.shop.test/")).isNull();
        assertThat(sent("http://shop.test/cart")).isNull();
        assertThat(sent("http://a.www.shop.test/cart")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "Domain=shop.test,           http://shop.test/,     true",
        "Domain=.Shop.Test,          http://x.y.shop.test/, true",
        "Domain=shop.test,           http://myshop.test/,   false",
        "Domain=www.shop.test,       http://a.www.shop.test/, true",
        "Domain=www.shop.test,       http://shop.test/,     false",
        "Domain=a.www.shop.test,     http://a.www.shop.test/, false",
        "Domain=other.test,          http://other.test/,    false",
        "Domain=test,                http://shop.test/,     false",
        "Domain=,                    http://www.shop.test/, true",
        "Domain=x; domain=shop.test, http://shop.test/,     true",
    })
    void aDomainWidensTheCookieWithinTheHostsOwnDomain(String domain, String to, boolean isSent) {
        keep(SHOP, "sid=1; Path=/; " + domain);

        assertThat(sent(to)).isEqualTo(isSent ? "sid=1" : null);
    }

    @Test
    void addressesHaveNoDomainsBelowThem() {
        keep("http://10.0.0.1/", "a=1; Domain=0.0.1", "b=2; Domain=10.0.0.1");
        keep("http://localhost/", "c=3; Domain=localhost");

        assertThat(sent("http://10.0.0.1/")).isEqualTo("b=2");
        assertThat(sent("http://localhost/")).isEqualTo("c=3");
        assertThat(sent("http://a.localhost/")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'sid=1; Path=/a',            /a,     true",
        "'sid=1; Path=/a',            /a/b,   true",
        "'sid=1; Path=/a/',           /a,     false",
        "'sid=1; Path=/a',            /ab,    false",
        "'sid=1; Path=a',             /cart,  true",
        "'sid=1; Path=/a; Path=/b',   /a,     false",
        "'sid=1; Path=/a; path = /b', /b,     true",
    })
    void aPathNarrowsTheCookie(String header, String path, boolean isSent) {
        keep(SHOP, header);

        assertThat(sent("http://www.shop.test" + path)).isEqualTo(isSent ? "sid=1" : null);
    }

    @Test
    void sendsLongerPathsFirstAndThenOlderCookies() {
        keep(SHOP, "root=1; Path=/", "new=2; Path=/cart/items", "cart=3; Path=/cart", "old=4; Path=/cart/items");
        keep(SHOP, "root=5; Path=/", "new=6; Path=/cart/items", "last=7; Path=/");

        assertThat(sent(SHOP)).isEqualTo("new=6; old=4; cart=3; root=5; last=7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sid=; Max-Age=0",
                "sid=; Max-Age=-1",
                "sid=; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                "sid=; Max-Age=-99999999999999999999; Expires=Fri, 01 Jan 2100 00:00:00 GMT",
            })
    void anExpiredCookieRemovesTheOneBefore(String header) {
        keep(SHOP, "sid=1; Path=/x", "sid=1");
        keep(SHOP, header);

        assertThat(sent(SHOP)).isNull();
        assertThat(sent("http://www.shop.test/x")).isEqualTo("sid=1");
    }

    @Test
    void forgetsCookiesWhenTheirTimeHasCome() throws InterruptedException {
        keep(
                SHOP,
                "age=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                "date=2; Expires=Tue, 01 Jan 2030 00:02:00 GMT",
                "session=3; Max-Age=soon; Expires=some day",
                "long=4; Max-Age=99999999999999999999");

        assertThat(sent(SHOP)).isEqualTo("age=1; date=2; session=3; long=4");
        passed(Duration.ofSeconds(60));
        assertThat(sent(SHOP)).isEqualTo("date=2; session=3; long=4");
        passed(Duration.ofSeconds(60));
        assertThat(sent(SHOP)).isEqualTo("session=3; long=4");
    }

    private void passed(Duration time) throws InterruptedException {
        clock.startTimer("time", () -> clock.work(time)).join();
    }

    @Test
    void keepsSecureCookiesToSecureConnections() {
        keep("https://www.shop.test/", "sid=1; Secure", "plain=2");
        keep("http://www.shop.test/", "other=3; secure", "sid=4; Path=/deeper", "plain=5");

        assertThat(sent("https://www.shop.test/deeper")).isEqualTo("sid=1; plain=5");
        assertThat(sent("http://www.shop.test/deeper")).isEqualTo("plain=5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:80/", "http://127.0.0.1/", "http://[::1]:8080/", "http://x.localhost/"})
    void takesTheMachineItselfForSecure(String url) {
        keep(url, "sid=1; Secure");

        assertThat(sent(url)).isEqualTo("sid=1");
    }

    @Test
    void holdsPrefixesToTheirPromises() {
        keep(
                "https://www.shop.test/",
                "__Secure-a=1; Secure; Domain=shop.test",
                "__Secure-b=2",
                "__Host-c=3; Secure; Path=/",
                "__Host-d=4; Secure",
                "__host-e=5; Secure; Path=/; Domain=www.shop.test",
                "__Host-f=6; Path=/");

        assertThat(sent("https://www.shop.test/")).isEqualTo("__Secure-a=1; __Host-c=3");
    }

    @Test
    void ignoresWhatIsNoCookie() {
        keep(SHOP, "", "sid", "=1", "; a=1", "a\u0001=1", "a=\u007f", "big=" + "x".repeat(4096), "ok=");

        assertThat(sent(SHOP)).isEqualTo("ok=");
    }

    @Test
    void makesRoomByForgettingTheLeastUsedOfADomain() {
        keep("http://other.test/", "other=1");
        for (int i = 0; i < 100; i++) {
            keep("http://shop.test/", "c" + i + "=1; Path=/" + i);
        }
        assertThat(sent("http://shop.test/0")).isEqualTo("c0=1");
        keep("http://shop.test/", "c100=1; Path=/100");

        assertThat(sent("http://shop.test/0")).isEqualTo("c0=1");
        assertThat(sent("http://shop.test/1")).isNull();
        assertThat(sent("http://shop.test/100")).isEqualTo("c100=1");
        assertThat(sent("http://other.test/")).isEqualTo("other=1");
    }

    @Test
    void takesOverWhatACopyWasGiven() {
        keep(SHOP, "a=1", "b=2", "c=3");
        var copy = new CookieJar(clock);
        copy.copyOf(jar);
        copy.keep(Target.parse(SHOP), List.of("a=; Max-Age=0", "b=4", "d=5"));

        assertThat(sent(SHOP)).isEqualTo("a=1; b=2; c=3");
        copy.takeChanges().forEach(change -> change.accept(jar));
        assertThat(sent(SHOP)).isEqualTo("b=4; c=3; d=5");
        assertThat(jar.values()).containsOnlyKeys("b", "c", "d");
        assertThat(jar.value("d", Target.parse(SHOP))).isEqualTo("5");
    }

    @Test
    void losesWhatACopyLost() {
        keep(SHOP, "a=1", "b=2");
        var copy = new CookieJar(clock);
        copy.copyOf(jar);
        copy.remove("a");
        keep(SHOP, "c=3");
        copy.takeChanges().forEach(change -> change.accept(jar));
        assertThat(sent(SHOP)).isEqualTo("b=2; c=3");

        copy.copyOf(jar);
        copy.clear();
        copy.keep(Target.parse(SHOP), List.of("d=4"));
        assertThat(sent(SHOP)).isEqualTo("b=2; c=3");
        copy.takeChanges().forEach(change -> change.accept(jar));
        assertThat(sent(SHOP)).isEqualTo("d=4");
    }
}
