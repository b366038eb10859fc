package dev.perf.engine.internal.http;

import dev.perf.http.ExpectedStatus;
import dev.perf.http.HttpSettings;
import dev.perf.http.Retry;
import dev.perf.plan.Problem;
import dev.perf.plan.TestPlan;
import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.List;

/** Finds mistakes in HTTP settings, and puts defaults in their place so that the search can go on. */
final class HttpSettingsCheck {

    private static final int MOST_BODY_BYTES = 1 << 30;
    private static final Duration LONGEST = Duration.ofDays(365);

    private HttpSettingsCheck() {}

    static HttpSettings check(TestPlan plan, List<Problem> problems) {
        HttpSettings settings = plan.http();
        HttpSettings sound = settings;
        if (!isSensible(settings.connectTimeout())) {
            problems.add(problem(
                    plan,
                    "connectTimeout must be positive and at most 365 days, got "
                            + DurationText.of(settings.connectTimeout())));
            sound = sound.connectTimeout(HttpSettings.DEFAULTS.connectTimeout());
        }
        if (!isSensible(settings.requestTimeout())) {
            problems.add(problem(
                    plan,
                    "requestTimeout must be positive and at most 365 days, got "
                            + DurationText.of(settings.requestTimeout())));
            sound = sound.requestTimeout(HttpSettings.DEFAULTS.requestTimeout());
        }
        if (settings.maxRedirects() < 0) {
            problems.add(problem(plan, "maxRedirects must not be negative, got " + settings.maxRedirects()));
        }
        if (settings.maxBodyBytes() <= 0 || settings.maxBodyBytes() > MOST_BODY_BYTES) {
            problems.add(problem(
                    plan, "maxBodyBytes must be from 1 to " + MOST_BODY_BYTES + ", got " + settings.maxBodyBytes()));
            sound = sound.maxBodyBytes(HttpSettings.DEFAULTS.maxBodyBytes());
        }
        if (settings.credentials() != null
                && settings.headers().stream().anyMatch(field -> field.name().equalsIgnoreCase("Authorization"))) {
            problems.add(problem(
                    plan,
                    "they set the header Authorization and have basicAuth or digestAuth as well; remove one of them"));
        }
        Retry retry = settings.retry();
        if (retry != null) {
            RetryPolicy.problems(retry).forEach(mistake -> problems.add(problem(plan, mistake)));
        }
        ExpectedStatus expected = settings.expectedStatus();
        if (expected != null) {
            ExpectedStatuses.problems(expected).forEach(mistake -> problems.add(problem(plan, mistake)));
        }
        Double sampled = settings.traceSampling();
        if (sampled != null && !(sampled >= 0 && sampled <= 1)) {
            problems.add(problem(plan, "share of sampled traces must be from 0 to 1, got " + sampled));
        }
        try {
            BaseUrls.of(settings);
        } catch (IllegalArgumentException malformed) {
            problems.add(problem(plan, String.valueOf(malformed.getMessage())));
            sound = sound.baseUrl("http://localhost");
        }
        return sound;
    }

    private static boolean isSensible(Duration duration) {
        return !duration.isNegative() && !duration.isZero() && duration.compareTo(LONGEST) <= 0;
    }

    private static Problem problem(TestPlan plan, String message) {
        return new Problem(plan.location(), "http settings", message);
    }
}
