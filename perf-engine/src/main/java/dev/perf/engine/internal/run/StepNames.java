package dev.perf.engine.internal.run;

import dev.perf.http.HttpRequest;
import dev.perf.http.ParallelRequests;
import dev.perf.http.UrlNames;
import dev.perf.plan.TestPlan;
import dev.perf.scenario.Request;
import dev.perf.scenario.Step;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The names under which the steps of a plan are measured, as far as they can be known before the run. */
final class StepNames {

    private final Set<String> names = new LinkedHashSet<>();
    private final UrlNames urls;
    private boolean complete = true;

    private StepNames(UrlNames urls) {
        this.urls = urls;
    }

    static StepNames of(TestPlan plan) {
        StepNames found = new StepNames(plan.http().urlNames());
        plan.workloads().forEach(workload -> {
            found.addAll(workload.scenario().onStart());
            found.addAll(workload.scenario().steps());
            found.addAll(workload.scenario().onStop());
        });
        return found;
    }

    /** Whether no step can bring in further names, as a lambda can, which may send any request. */
    boolean areComplete() {
        return complete;
    }

    SortedSet<String> names() {
        return new TreeSet<>(names);
    }

    /** Returns the names in the order in which the plan has them. */
    List<String> inOrder() {
        return List.copyOf(names);
    }

    private void addAll(List<? extends Step> steps) {
        steps.forEach(this::add);
    }

    private void add(Step step) {
        switch (step) {
            case HttpRequest request -> {
                names.add(urls.name(request).name());
                complete &= !request.tags().containsKey("name");
                addAll(request.resources());
            }
            case ParallelRequests parallel -> addAll(parallel.requests());
            case Request<?> other -> names.add(other.name());
            case Step.Exec exec -> {
                if (exec.measured()) {
                    names.add(exec.name());
                }
                complete = false;
            }
            case Step.Rendezvous meeting -> names.add(meeting.name());
            case Step other -> addAll(other.parts());
        }
    }
}
