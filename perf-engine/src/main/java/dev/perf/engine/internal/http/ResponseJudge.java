package dev.perf.engine.internal.http;

import dev.perf.check.Source;
import dev.perf.engine.internal.mask.Masks;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.http.ExpectedStatus;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpSettings;
import dev.perf.scenario.MissingValueException;
import org.jspecify.annotations.Nullable;

/** Tells whether a response is as wanted: by its status, the checks, and the values to save. */
final class ResponseJudge {

    private final String name;
    private final boolean needsBody;
    private final boolean checksStatus;
    private final @Nullable ExpectedStatus expected;
    private final CompiledCheck[] checks;
    private final CompiledSave[] saves;
    private final CompiledSample[] samples;

    private ResponseJudge(
            HttpRequest request,
            @Nullable ExpectedStatus expected,
            boolean checksStatus,
            CompiledCheck[] checks,
            CompiledSave[] saves,
            CompiledSample[] samples) {
        this.name = request.name();
        this.needsBody =
                request.checks().stream().anyMatch(check -> check.source().needsBody())
                        || request.saves().stream()
                                .anyMatch(save -> save.extractor().source().needsBody())
                        || request.samples().stream()
                                .anyMatch(sample -> sample.extractor().source().needsBody());
        this.expected = expected;
        this.checksStatus = checksStatus;
        this.checks = checks;
        this.saves = saves;
        this.samples = samples;
    }

    /** Compiles what {@code request} wants; mistakes go to the context. */
    static ResponseJudge compile(HttpRequest request, HttpSettings settings, CompileContext context) {
        Masks masks = Masks.of(settings.masked());
        boolean checksStatus = request.checks().stream().anyMatch(check -> check.source() instanceof Source.Status);
        return new ResponseJudge(
                request,
                expected(request, settings, checksStatus, context),
                checksStatus,
                request.checks().stream()
                        .map(check -> CompiledCheck.compile(check, Subject.RESPONSE, masks, context))
                        .toArray(CompiledCheck[]::new),
                request.saves().stream()
                        .map(save -> CompiledSave.compile(save, Subject.RESPONSE, context))
                        .toArray(CompiledSave[]::new),
                request.samples().stream()
                        .map(sample -> CompiledSample.compile(sample, context))
                        .toArray(CompiledSample[]::new));
    }

    /** A check on the status puts the rule of the test, though not that of the request, out of force. */
    private static @Nullable ExpectedStatus expected(
            HttpRequest request, HttpSettings settings, boolean checksStatus, CompileContext context) {
        ExpectedStatus own = request.expectedStatus();
        if (own == null) {
            return checksStatus ? null : settings.expectedStatus();
        }
        ExpectedStatuses.problems(own).forEach(problem -> context.problem(request.location(), problem));
        return own;
    }

    /** Tells whether the body has to be kept. */
    boolean needsBody() {
        return needsBody;
    }

    /** Judges, counts the verdicts and saves; returns why the response is not as wanted, or null where it is. */
    @Nullable
    String judge(VirtualUser user, ResponseView response) {
        String failure = null;
        try {
            failure = statusComplaint(response.status());
            if (failure != null) {
                user.fail("status", name, failure);
            }
            for (CompiledCheck check : checks) {
                String complaint = check.judge(user, response);
                if (complaint != null) {
                    failure = failure == null ? complaint : failure;
                    user.fail(check.kind(), name, complaint);
                }
            }
            for (CompiledSave save : saves) {
                String complaint = save.save(user, response);
                if (complaint != null) {
                    failure = failure == null ? complaint : failure;
                    user.fail("save", name, complaint);
                }
            }
            for (CompiledSample sample : samples) {
                String complaint = sample.take(user, response);
                if (complaint != null) {
                    failure = failure == null ? complaint : failure;
                    user.fail("metric", name, complaint);
                }
            }
        } catch (MissingValueException missing) {
            failure = String.valueOf(missing.getMessage());
            user.fail("session", name, failure);
        }
        return failure;
    }

    private @Nullable String statusComplaint(int status) {
        if (expected == null) {
            return checksStatus || (status >= 200 && status <= 399)
                    ? null
                    : "status " + status + ", wanted 2xx or 3xx; a check on the status would allow it";
        }
        try {
            return expected.includes(status) ? null : "status " + status + ", wanted " + expected;
        } catch (RuntimeException thrown) {
            return "status " + status + ", wanted " + expected + ", whose test threw " + thrown;
        }
    }

    /** Counts all checks as not holding, for there is no response to judge. */
    void failAll(VirtualUser user) {
        for (CompiledCheck check : checks) {
            check.fails(user);
        }
    }
}
