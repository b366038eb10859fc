package dev.perf.http;

/** How a request proves who the user is. */
public sealed interface Credentials {

    /** None, whatever the settings of the test say. */
    record None() implements Credentials {}

    /**
     * Basic authentication (RFC 7617), sent with each request, unasked.
     *
     * @param user template of the user name
     * @param password template of the password
     */
    record Basic(String user, String password) implements Credentials {
        @Override
        public String toString() {
            return "basic authentication of " + user; // the password is nobody's business
        }
    }

    /**
     * Digest authentication (RFC 7616): the first request of a user is sent without and answered with a challenge; from
     * then on the user proves itself unasked.
     *
     * @param user template of the user name
     * @param password template of the password
     */
    record Digest(String user, String password) implements Credentials {
        @Override
        public String toString() {
            return "digest authentication of " + user; // the password is nobody's business
        }
    }
}
