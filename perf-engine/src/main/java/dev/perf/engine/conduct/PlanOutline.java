package dev.perf.engine.conduct;

import dev.perf.check.Check;
import dev.perf.engine.internal.outline.Outline;
import dev.perf.feed.Feeder;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpSettings;
import dev.perf.http.ParallelRequests;
import dev.perf.http.Save;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.metric.Metric;
import dev.perf.plan.TestPlan;
import dev.perf.plan.TestPlan.Workload;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import dev.perf.text.DurationText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A plan as lines of text that are the same wherever it is made again: nothing in them depends on the machine, and there
 * is no value that may be secret. What lambdas do is not in them, nor the seed, nor what only the process needs that
 * conducts the run: thresholds, objectives, health checks, tags of the run and outputs.
 */
final class PlanOutline {

    private final List<String> lines = new ArrayList<>();

    private PlanOutline() {}

    static String of(TestPlan plan) {
        var outline = new PlanOutline();
        outline.head(plan);
        outline.http(plan.http());
        outline.steps(
                "setup",
                Outline.whole("setup", plan.course().setup()),
                plan.course().setup());
        plan.workloads().forEach(outline::workload);
        outline.steps(
                "teardown",
                Outline.whole("teardown", plan.course().teardown()),
                plan.course().teardown());
        return String.join("\n", outline.lines);
    }

    private void head(TestPlan plan) {
        add("test \"" + plan.name() + "\"");
        add("warm-up " + DurationText.of(plan.warmUp()));
        addUnlessNull("throttle ", plan.throttle());
        add("series " + plan.maxSeries());
        add("think time factor " + plan.course().thinkTimeFactor());
        for (Metric metric : plan.observation().metrics()) {
            add("metric " + metric.name());
        }
    }

    private void http(HttpSettings http) {
        http.baseUrls().forEach(url -> add("base URL " + url.replaceAll("//[^/@]*@", "//...@")));
        add("base URLs change per " + (http.rotatesPerRequest() ? "request" : "user"));
        http.headers().forEach(header -> add("header " + header.name()));
        add("transport " + http.transport() + ", version " + http.version() + ", connections " + http.connections());
        add("times: connect " + http.connectTimeout() + ", tls " + http.tlsTimeout() + ", first byte "
                + http.firstByteTimeout() + ", request " + http.requestTimeout());
        add("redirects " + http.maxRedirects() + ", cookies " + http.cookies() + ", verify TLS " + http.verifyTls()
                + ", cache " + http.caches() + ", body " + http.maxBodyBytes() + " bytes");
        add(http.tls().toString());
        addUnlessNull("", http.proxy());
        addUnlessNull("socket ", http.unixSocket());
        addUnlessNull("DNS TTL ", http.dnsTtl());
        addUnlessNull("", http.credentials());
        addUnlessNull("", http.retry());
        addUnlessNull("expected status ", http.expectedStatus());
        http.checks().forEach(check -> add("check " + check.name()));
    }

    private void workload(Workload workload) {
        Scenario scenario = workload.scenario();
        add("scenario \"" + scenario.name() + "\": " + load(workload.load()) + ", begins " + workload.start()
                + (workload.portion() == null ? "" : ", part of a mix"));
        addUnlessNull("  throttle ", scenario.throttle());
        scenario.feeders().forEach(feeder -> add("  " + feeder));
        Outline.whole(scenario).forEach(line -> add("  " + line));
        requests(scenario.onStart());
        requests(scenario.steps());
        requests(scenario.onStop());
    }

    private static String load(LoadProfile load) {
        return load + ", graceful stop " + DurationText.of(load.gracefulStop())
                + (load instanceof OpenLoad open
                        ? ", at most " + open.maxUsers() + " users" + (open.isPoisson() ? ", random" : "")
                        : "");
    }

    private void steps(String title, List<String> outline, List<Step> steps) {
        outline.forEach(this::add);
        if (!steps.isEmpty()) {
            add("requests of the " + title);
            requests(steps);
        }
    }

    /** What the outline of steps leaves out. */
    private void requests(List<? extends Step> steps) {
        for (Step step : steps) {
            switch (step) {
                case HttpRequest request -> request(request);
                case ParallelRequests batch -> requests(batch.requests());
                case Step.Feed feed -> add("  " + feeder(feed.feeder()));
                default -> requests(step.parts());
            }
        }
    }

    private static String feeder(Feeder feeder) {
        return "draws from " + feeder;
    }

    private void request(HttpRequest request) {
        var line = new StringBuilder("  request ").append(request.name());
        line.append(", body ").append(request.body().getClass().getSimpleName());
        request.headers().forEach(header -> line.append(", header ").append(header.name()));
        new TreeMap<>(request.tags())
                .forEach((key, value) ->
                        line.append(", tag ").append(key).append('=').append(value));
        for (Check check : request.checks()) {
            line.append(", check ").append(check.name());
        }
        for (Save save : request.saves()) {
            line.append(", save ").append(save.key());
        }
        add(line.toString());
        requests(request.resources());
    }

    private void addUnlessNull(String title, @Nullable Object value) {
        if (value != null) {
            add(title + Objects.toString(value));
        }
    }

    /** A name may have line ends; each line of the outline is one thing. */
    private void add(String line) {
        lines.add(line.replace("\r", "\\r").replace("\n", "\\n"));
    }
}
