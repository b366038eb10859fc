package dev.perf.engine.internal.http;

import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.http.ExpectedStatus;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpSettings;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * With which statuses a response is a success, besides what its checks say: as the request has it, else, unless a check
 * asks for the status, as the test has it, else 2xx and 3xx.
 */
final class StatusRule {

    private final @Nullable ExpectedStatus own;
    private final @Nullable ExpectedStatus common;
    private final boolean checked;
    private final CompiledCheck[] sometimes;

    private StatusRule(
            @Nullable ExpectedStatus own, @Nullable ExpectedStatus common, boolean checked, CompiledCheck[] sometimes) {
        this.own = own;
        this.common = common;
        this.checked = checked;
        this.sometimes = sometimes;
    }

    /** Compiles the rule for {@code request}, which has these checks; mistakes go to the context. */
    static StatusRule compile(
            HttpRequest request, HttpSettings settings, CompiledCheck[] checks, CompileContext context) {
        ExpectedStatus own = request.expectedStatus();
        if (own != null) {
            ExpectedStatuses.problems(own).forEach(problem -> context.problem(request.location(), problem));
        }
        return new StatusRule(
                own,
                settings.expectedStatus(),
                Stream.of(checks).anyMatch(check -> check.isOfStatus() && !check.isConditional()),
                Stream.of(checks)
                        .filter(check -> check.isOfStatus() && check.isConditional())
                        .toArray(CompiledCheck[]::new));
    }

    /** Returns why the status is not as wanted, or null where it is. */
    @Nullable
    String complaint(VirtualUser user, ResponseView response) {
        ExpectedStatus rule = own;
        if (rule == null) {
            if (checked || isChecked(user, response)) {
                return null;
            }
            rule = common;
        }
        return complaint(rule, response.status());
    }

    private static @Nullable String complaint(@Nullable ExpectedStatus rule, int status) {
        if (rule == null) {
            return status >= 200 && status <= 399
                    ? null
                    : "status " + status + ", wanted 2xx or 3xx; a check on the status would allow it";
        }
        try {
            return rule.includes(status) ? null : "status " + status + ", wanted " + rule;
        } catch (RuntimeException thrown) {
            return "status " + status + ", wanted " + rule + ", whose test threw " + thrown;
        }
    }

    private boolean isChecked(VirtualUser user, ResponseView response) {
        for (CompiledCheck check : sometimes) {
            if (check.isMade(user, response)) {
                return true;
            }
        }
        return false;
    }
}
