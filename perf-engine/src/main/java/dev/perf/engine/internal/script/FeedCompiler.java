package dev.perf.engine.internal.script;

import dev.perf.engine.internal.feed.Feed;
import dev.perf.engine.internal.feed.Feeds;
import dev.perf.feed.Feeder;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import java.util.List;

/** Compiles what draws from feeders. */
final class FeedCompiler {

    private final Feeds feeds;

    FeedCompiler(Feeds feeds) {
        this.feeds = feeds;
    }

    Feeds feeds() {
        return feeds;
    }

    /** Returns the feeds that each user of a scenario draws from once. */
    List<Feed> forLife(Scenario scenario, CompileContext context) {
        return scenario.feeders().stream().map(feeder -> load(feeder, context)).toList();
    }

    Node compile(Step.Feed step, CompileContext context) {
        CompileContext inside = context.inside("feed");
        Feed feed = load(step.feeder(), inside);
        Integer records = step.records();
        if (records == null) {
            return user -> {
                if (!user.records().draw(feed)) {
                    throw IterationFailedException.INSTANCE;
                }
            };
        }
        if (records < 1) {
            inside.problem(step.location(), "the number of records drawn at once must be positive, got " + records);
        }
        return user -> {
            if (!user.records().draw(feed, records)) {
                throw IterationFailedException.INSTANCE;
            }
        };
    }

    /** Of a feeder that could not be read nobody knows the columns; its own mistake has been noted. */
    private Feed load(Feeder feeder, CompileContext context) {
        Feed feed = feeds.load(feeder, mistake -> context.problem(feeder.location(), mistake));
        if (feed.columns().isEmpty()) {
            context.keys().producesAnything();
        }
        feed.columns().forEach(column -> context.produces(column, feeder.location()));
        return feed;
    }
}
