package dev.perf.engine.internal.feed;

import dev.perf.engine.MapSession;
import dev.perf.engine.internal.plan.Part;
import dev.perf.feed.Feeder;
import dev.perf.scenario.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Loads feeders and draws from them as one user does. */
final class Drawing {

    private Drawing() {}

    /** Returns what {@code feeder} is found to be wrong by when a plan with it is validated. */
    static List<String> mistakes(Feeder feeder) {
        List<String> mistakes = new ArrayList<>();
        new Feeds(1, Part.WHOLE).load(feeder, mistakes::add);
        return mistakes;
    }

    static Feed load(Feeder feeder) {
        return new Feeds(1, Part.WHOLE).load(feeder, mistake -> {
            throw new AssertionError(mistake);
        });
    }

    /** Returns what the session holds after each of {@code most} draws, or after fewer where there are no more. */
    static List<Map<String, Object>> draw(Feeder feeder, int most) throws DrawFailedException, InterruptedException {
        return draw(load(feeder), most);
    }

    static List<Map<String, Object>> draw(Feed feed, int most) throws DrawFailedException, InterruptedException {
        List<Map<String, Object>> drawn = new ArrayList<>();
        Session session = new MapSession();
        RandomGenerator random = new SplittableRandom(1);
        for (int i = 0; i < most; i++) {
            Row record = feed.draw(0, random);
            if (record == null) {
                break;
            }
            feed.put(record, session);
            drawn.add(session.values());
        }
        return drawn;
    }
}
