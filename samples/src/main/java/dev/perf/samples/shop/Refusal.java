package dev.perf.samples.shop;

/** A request the shop answers with an error status; data more than a fault, so without a stack trace. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static Refusal badRequest(String message) {
        return new Refusal(400, message);
    }

    Response response() {
        Response response = Response.error(status, String.valueOf(getMessage()));
        return status == 401 ? response.header("WWW-Authenticate", "Bearer") : response;
    }
}
