package dev.perf.engine.conduct;

import dev.perf.check.Check;
import dev.perf.check.Condition;
import dev.perf.feed.Feeder;
import dev.perf.feed.Source;
import dev.perf.http.Body;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpSettings;
import dev.perf.http.ParallelRequests;
import dev.perf.http.Part;
import dev.perf.http.Tls;
import dev.perf.plan.TestPlan;
import dev.perf.plan.TestPlan.Workload;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files that a plan names: data of feeders, bodies to be sent, schemas, keys. */
final class PlanFiles {

    private final Set<Path> files = new LinkedHashSet<>();

    private PlanFiles() {}

    /** Returns those that are there, as the plan names them; what a lambda opens is not known. */
    static Collection<Path> of(TestPlan plan) {
        var found = new PlanFiles();
        found.settings(plan.http());
        found.steps(plan.course().setup());
        plan.workloads().stream().map(Workload::scenario).forEach(found::scenario);
        found.steps(plan.course().teardown());
        return found.files;
    }

    private void settings(HttpSettings http) {
        Tls tls = http.tls();
        add(tls.trust());
        add(tls.key());
        add(tls.keys());
        checks(http.checks());
    }

    private void scenario(Scenario scenario) {
        scenario.feeders().forEach(this::feeder);
        steps(scenario.onStart());
        steps(scenario.steps());
        steps(scenario.onStop());
    }

    private void steps(List<? extends Step> steps) {
        for (Step step : steps) {
            switch (step) {
                case HttpRequest request -> request(request);
                case ParallelRequests batch -> steps(batch.requests());
                case Step.Feed feed -> feeder(feed.feeder());
                default -> steps(step.parts());
            }
        }
    }

    private void feeder(Feeder feeder) {
        switch (feeder.source()) {
            case Source.Csv csv -> add(Path.of(csv.path()));
            case Source.Json json -> add(Path.of(json.path()));
            case Source.JsonLines lines -> add(Path.of(lines.path()));
            case Source.Sitemap sitemap -> sitemap(Path.of(sitemap.path()));
            case Source.Jdbc ignored -> {}
            case Source.Records ignored -> {}
            case Source.Generated ignored -> {}
        }
    }

    /** An index lists files beside it, whatever folder their URLs say. */
    private void sitemap(Path sitemap) {
        add(sitemap);
        Path folder = sitemap.toAbsolutePath().getParent();
        if (folder == null || !Files.isRegularFile(sitemap)) {
            return;
        }
        try (Stream<Path> beside = Files.list(folder)) {
            beside.map(file -> sitemap.resolveSibling(file.getFileName()))
                    .filter(file -> file.toString().matches("(?i).*\\.xml(\\.gz)?"))
                    .sorted()
                    .forEach(this::add);
        } catch (IOException unreadable) {
            add(sitemap); // the plan is not valid here either, and whoever compiles it says why
        }
    }

    private void request(HttpRequest request) {
        switch (request.body()) {
            case Body.OfFile file -> body(file.path());
            case Body.Multipart form -> {
                for (Part part : form.parts()) {
                    if (part.content() instanceof Part.Content.OfFile file) {
                        body(file.path());
                    }
                }
            }
            default -> {}
        }
        checks(request.checks());
        steps(request.resources());
    }

    private void checks(List<Check> checks) {
        for (Check check : checks) {
            if (check.condition() instanceof Condition.MatchesSchema schema) {
                add(schema.file());
            }
        }
    }

    /** Which files a template names is only known later: all that are in the folder. */
    private void body(Path path) {
        Path root = path.getRoot();
        Path known = root == null ? Path.of("") : root;
        for (Path name : path) {
            if (name.toString().contains("#{")) {
                folder(known);
                return;
            }
            known = known.resolve(name);
        }
        add(path);
    }

    private void folder(Path folder) {
        try (Stream<Path> below = Files.walk(folder)) {
            below.filter(Files::isRegularFile).sorted().forEach(this::add);
        } catch (IOException | UncheckedIOException missing) {
            add(folder); // none, as for any path that is no file
        }
    }

    /** A path that is no file is that of a resource on the class path, or a mistake that is told elsewhere. */
    private void add(@Nullable Path file) {
        if (file != null && Files.isRegularFile(file)) {
            files.add(file);
        }
    }
}
