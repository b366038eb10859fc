package dev.perf.engine.internal.run;

import dev.perf.feed.Feeder;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import java.util.ArrayList;
import java.util.List;

/** The feeders that a scenario draws from. */
final class FeedersOf {

    private final List<Feeder> found = new ArrayList<>();

    private FeedersOf() {}

    /** Returns them in the order of the code, one as often as it is named. */
    static List<Feeder> scenario(Scenario scenario) {
        var feeders = new FeedersOf();
        feeders.found.addAll(scenario.feeders());
        feeders.addAll(scenario.onStart());
        feeders.addAll(scenario.steps());
        feeders.addAll(scenario.onStop());
        return feeders.found;
    }

    private void addAll(List<? extends Step> steps) {
        for (Step step : steps) {
            if (step instanceof Step.Feed feed) {
                found.add(feed.feeder());
            }
            addAll(step.parts());
        }
    }
}
