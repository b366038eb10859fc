package dev.perf.http;

import static dev.perf.source.Given.given;

import dev.perf.scenario.Request;
import dev.perf.source.SourceLocation;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step that sets, removes or reads cookies of the user. Sends nothing and is not measured. A lambda step that sends
 * it gets the values of all cookies that the user has afterwards, by name.
 */
public sealed interface CookieStep extends Request<Map<String, String>> {

    /**
     * Gives the user a cookie, in place of one of the same name, domain and path.
     *
     * @param cookie name of the cookie
     * @param value template of its value
     * @param domain the server and those below it that get the cookie; null for the host of the user's base URL alone
     * @param path only requests for this path and those below it get the cookie
     * @param isSecure whether only connections over TLS, or within the machine, get the cookie
     * @param maxAge how long the user keeps the cookie; null for as long as it lives
     * @param location where it was written
     */
    record Add(
            String cookie,
            String value,
            @Nullable String domain,
            String path,
            boolean isSecure,
            @Nullable Duration maxAge,
            SourceLocation location)
            implements CookieStep {

        /** Sends the cookie to {@code name} and the hosts below it, in place of the host of the base URL. */
        public Add domain(String name) {
            return new Add(cookie, value, given(name, "name"), path, isSecure, maxAge, location);
        }

        /** Sends the cookie with requests for {@code prefix} and below only; with all unless set. */
        public Add path(String prefix) {
            return new Add(cookie, value, domain, given(prefix, "prefix"), isSecure, maxAge, location);
        }

        /** Sends the cookie over TLS only, or within the machine. */
        public Add secure() {
            return new Add(cookie, value, domain, path, true, maxAge, location);
        }

        /** Lets the cookie expire. */
        public Add maxAge(Duration age) {
            return new Add(cookie, value, domain, path, isSecure, given(age, "age"), location);
        }

        @Override
        public String name() {
            return "add cookie " + cookie;
        }
    }

    /** Removes all cookies of one name. */
    record Remove(String cookie, SourceLocation location) implements CookieStep {
        @Override
        public String name() {
            return "remove cookie " + cookie;
        }
    }

    /** Removes all cookies. */
    record Clear(SourceLocation location) implements CookieStep {
        @Override
        public String name() {
            return "clear cookies";
        }
    }

    /** Changes nothing. */
    record Read(SourceLocation location) implements CookieStep {
        @Override
        public String name() {
            return "cookies";
        }
    }
}
