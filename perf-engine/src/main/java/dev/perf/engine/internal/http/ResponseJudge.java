package dev.perf.engine.internal.http;

import dev.perf.check.Check;
import dev.perf.check.Source;
import dev.perf.engine.internal.mask.Masks;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpSettings;
import dev.perf.http.Sampled;
import dev.perf.http.Save;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells whether a response is as wanted: by its status, the checks, and the values to save. */
final class ResponseJudge {

    private final String name;
    private final boolean needsBody;
    private final StatusRule status;
    private final Demands demands;

    private ResponseJudge(String name, boolean needsBody, StatusRule status, Demands demands) {
        this.name = name;
        this.needsBody = needsBody;
        this.status = status;
        this.demands = demands;
    }

    /** Compiles what {@code request} wants; mistakes go to the context. */
    static ResponseJudge compile(HttpRequest request, HttpSettings settings, CompileContext context) {
        Masks masks = Masks.of(settings.masked());
        List<Check> all = checks(request, settings);
        int ofSettings = all.size() - request.checks().size();
        CompiledCheck[] checks = new CompiledCheck[all.size()];
        for (int i = 0; i < checks.length; i++) {
            CompileContext where = i < ofSettings ? context.at("http settings") : context;
            checks[i] = CompiledCheck.compile(all.get(i), Subject.RESPONSE, masks, where);
        }
        return new ResponseJudge(
                request.name(),
                sources(request, settings).stream().anyMatch(Source::needsBody),
                StatusRule.compile(request, settings, checks, context),
                Demands.compile(request.name(), Subject.RESPONSE, checks, request.saves(), request.samples(), context));
    }

    /** Returns the checks of the test's settings, unless the request has none of them, and its own. */
    static List<Check> checks(HttpRequest request, HttpSettings settings) {
        if (settings.checks().isEmpty()) {
            return request.checks();
        }
        return request.defaultChecks()
                ? Stream.concat(settings.checks().stream(), request.checks().stream())
                        .toList()
                : request.checks();
    }

    /** Returns all that is taken of a response. */
    static List<Source> sources(HttpRequest request, HttpSettings settings) {
        var sources = new ArrayList<Source>();
        for (Check check : checks(request, settings)) {
            sources.addAll(check.sources());
        }
        for (Save save : request.saves()) {
            sources.add(save.extractor().source());
        }
        for (Sampled sample : request.samples()) {
            sources.add(sample.extractor().source());
        }
        return sources;
    }

    /** Tells whether the body has to be kept. */
    boolean needsBody() {
        return needsBody;
    }

    /**
     * Judges, counts the verdicts, saves and takes samples; returns why the response is not as wanted, or null where it
     * is.
     */
    @Nullable
    String judge(VirtualUser user, ResponseView response) {
        String failure = status.complaint(user, response);
        if (failure != null) {
            user.fail("status", name, failure);
        }
        String unmet = demands.judge(user, response);
        return failure == null ? unmet : failure;
    }

    /** Counts all checks as not holding, for there is no response to judge. */
    void failAll(VirtualUser user) {
        demands.failAll(user);
    }
}
