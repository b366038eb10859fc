package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.HeaderField;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.CompiledRequest;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.engine.internal.template.Template;
import dev.perf.http.CookieStep;
import dev.perf.scenario.MissingValueException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** A compiled step that sets, removes or reads cookies of the user. Sends nothing, and nothing is measured. */
final class CookieNode implements CompiledRequest<Map<String, String>> {

    @FunctionalInterface
    private interface Change {
        void make(VirtualUser user, HttpUserState state);
    }

    private final String name;
    private final Change change;

    private CookieNode(String name, Change change) {
        this.name = name;
        this.change = change;
    }

    /** Compiles {@code step}; mistakes go to the context. */
    static CookieNode compile(CookieStep step, BaseUrls bases, CompileContext context) {
        return new CookieNode(
                step.name(),
                switch (step) {
                    case CookieStep.Add add -> compileAdd(add, bases, context);
                    case CookieStep.Remove remove -> (user, state) -> state.cookies.remove(remove.cookie());
                    case CookieStep.Clear ignored -> (user, state) -> state.cookies.clear();
                    case CookieStep.Read ignored -> (user, state) -> {};
                });
    }

    private static Change compileAdd(CookieStep.Add add, BaseUrls bases, CompileContext context) {
        Template value = context.template(add.value(), add.location());
        String given = add.domain();
        if (given == null && bases.count() == 0) {
            context.problem(
                    add.location(), "cookie \"" + add.cookie() + "\" needs a domain(...), for there is no base URL");
            return (user, state) -> {};
        }
        if (!add.path().startsWith("/")) {
            context.problem(add.location(), "path \"" + add.path() + "\" must begin with /");
        }
        Duration maxAge = add.maxAge();
        if (maxAge != null && (maxAge.isNegative() || maxAge.isZero())) {
            context.problem(add.location(), "maxAge must be positive; use removeCookie to remove a cookie");
        }
        try {
            new HeaderField("Cookie", add.cookie() + "=" + (value.isConstant() ? value.fill(NoSession.INSTANCE) : ""));
        } catch (IllegalArgumentException refused) {
            context.problem(add.location(), String.valueOf(refused.getMessage()));
        }
        String domain =
                given == null ? null : (given.startsWith(".") ? given.substring(1) : given).toLowerCase(Locale.ROOT);
        return (user, state) -> {
            Instant now = user.clock().instant();
            state.cookies.put(
                    new Cookie(
                            add.cookie(),
                            value.fill(user.session()),
                            domain == null ? bases.get(state.base).origin().host() : domain,
                            domain == null,
                            add.path(),
                            add.isSecure(),
                            maxAge == null ? null : now.plus(maxAge)),
                    now);
        };
    }

    @Override
    public Map<String, String> send(VirtualUser user) {
        HttpUserState state = HttpUserState.of(user);
        try {
            change.make(user, state);
        } catch (MissingValueException missing) {
            user.fail("session", name, String.valueOf(missing.getMessage()));
        }
        return state.cookies.values();
    }

    @Override
    public void run(VirtualUser user) {
        HttpUserState state = HttpUserState.of(user);
        try {
            change.make(user, state);
        } catch (MissingValueException missing) {
            user.fail("session", name, String.valueOf(missing.getMessage()));
        }
    }
}
