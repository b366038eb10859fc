package dev.perf.samples.shop;

/** One login. */
final class Session {

    private final String token;
    private final String username;
    private final long expiresAtNanos;
    private final Cart cart = new Cart();
    /** Set by every use, cleared by the sweep for room; a lost update costs an idle session its second chance only. */
    private volatile boolean used;

    Session(String token, String username, long expiresAtNanos) {
        this.token = token;
        this.username = username;
        this.expiresAtNanos = expiresAtNanos;
    }

    String token() {
        return token;
    }

    String username() {
        return username;
    }

    Cart cart() {
        return cart;
    }

    boolean isExpired(long nanoTime) {
        return nanoTime - expiresAtNanos >= 0;
    }

    void markUsed() {
        if (!used) {
            used = true;
        }
    }

    /** Tells whether the session was used since the last call. */
    boolean takeUsed() {
        boolean was = used;
        used = false;
        return was;
    }
}
