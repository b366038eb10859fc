package dev.perf.report.internal.live;

import com.sun.net.httpserver.HttpExchange;
import dev.perf.event.RunControl;
import dev.perf.load.Rate;
import dev.perf.report.internal.web.RunServer;
import dev.perf.result.PlannedLoad;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What people may do to the run, if they have its token: who only reaches the page can watch. It travels in a header, which a
 * page of another site cannot send, and is in no address that a server sees. What is allowed, the run itself says; who did it
 * is known by the thread.
 */
final class Controls {

    static final String TOKEN_HEADER = "X-Perf-Token";

    private static final int TOKEN_BYTES = 16;
    private static final int MOST_BYTES = 4_096;
    private static final int LONGEST_MARK = 200;
    private static final String REASON = "asked for on the live page";
    private static final String ACTS = "one of rate, users, pause, resume, mark, stop";

    private final String token;
    private final RunControl run;
    private final List<PlannedLoad> loads;

    /** A wish that cannot be fulfilled; says what could. */
    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    Controls(RunControl run, List<PlannedLoad> loads) {
        this.run = run;
        this.loads = loads;
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        this.token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** Returns what who wants to change the load must know: new for each run. */
    String token() {
        return token;
    }

    /** Tells whether the rate or the users of a load can be set: not those of a number of iterations. */
    static boolean isSettable(PlannedLoad load) {
        return load.model() == PlannedLoad.Model.OPEN || load.points().size() > 1;
    }

    /** Does what a request asks for. */
    void answer(HttpExchange exchange) throws IOException {
        if (!RunServer.has(exchange, "POST", "A run is controlled by POST.\n")) {
            return;
        }
        if (!isToken(exchange.getRequestHeaders().getFirst(TOKEN_HEADER))) {
            RunServer.say(
                    exchange,
                    403,
                    "To change the load takes the token of this run: what is behind the # of the address that its"
                            + " console told, in the header " + TOKEN_HEADER + ".\n");
            return;
        }
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            RunServer.say(exchange, 413, "That is more than the " + MOST_BYTES + " bytes that an act may have.\n");
            return;
        }
        try {
            RunServer.say(exchange, 202, act(read(body)) + "\n");
        } catch (RefusedException | IllegalArgumentException refused) {
            RunServer.say(exchange, 400, refused.getMessage() + "\n");
        }
    }

    /** Takes the same time whatever is right of it. */
    private boolean isToken(@Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode read(byte[] body) {
        try {
            JsonNode node = JsonMapper.shared().readTree(body);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JacksonException malformed) {
            throw new RefusedException("this is no JSON: " + malformed.getOriginalMessage());
        }
        throw new RefusedException("an act is a JSON object such as {\"act\": \"pause\"}; act is " + ACTS);
    }

    private String act(JsonNode wish) {
        String act = wish.path("act").stringValue("");
        switch (act) {
            case "rate" -> {
                String scenario = scenario(wish, PlannedLoad.Model.OPEN, act);
                Rate rate = Rate.perSecond(number(wish, "perSecond"));
                run.setRate(scenario, rate);
                return "rate of \"" + scenario + "\": " + rate;
            }
            case "users" -> {
                String scenario = scenario(wish, PlannedLoad.Model.CLOSED, act);
                double users = number(wish, "users");
                if (users != Math.rint(users) || Math.abs(users) > Integer.MAX_VALUE) {
                    throw new RefusedException("users must be a whole number from 0 to 10,000,000, got " + users);
                }
                run.setUsers(scenario, (int) users);
                return "users of \"" + scenario + "\": " + (int) users;
            }
            case "pause" -> run.pause();
            case "resume" -> run.resume();
            case "mark" -> run.mark(text(wish));
            case "stop" -> run.stop(REASON);
            default -> throw new RefusedException("act must be " + ACTS + ", got \"" + act + "\"");
        }
        return act;
    }

    private String scenario(JsonNode wish, PlannedLoad.Model model, String act) {
        String named = wish.path("scenario").stringValue("");
        if (!named.isEmpty()) {
            return named;
        }
        List<String> possible = loads.stream()
                .filter(load -> load.model() == model && isSettable(load))
                .map(PlannedLoad::scenario)
                .toList();
        if (possible.size() != 1) {
            throw new RefusedException("act \"" + act + "\" needs a scenario; "
                    + (possible.isEmpty() ? "the test has none that it could be of" : "it can be of " + possible));
        }
        return possible.getFirst();
    }

    private static double number(JsonNode wish, String name) {
        JsonNode number = wish.path(name);
        if (!number.isNumber()) {
            throw new RefusedException(
                    name + " must be a number, got " + (number.isMissingNode() ? "nothing" : number.toString()));
        }
        return number.doubleValue();
    }

    private static String text(JsonNode wish) {
        String text = wish.path("text").stringValue("").strip();
        if (text.length() > LONGEST_MARK) {
            throw new RefusedException(
                    "the text of a mark may have " + LONGEST_MARK + " letters, got " + text.length());
        }
        return text;
    }
}
