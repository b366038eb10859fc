package dev.perf.engine.internal.run;

import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Finds mistakes in the stages of rates, be they of arrivals or of a throttle. */
final class RateCheck {

    private static final double HIGHEST_RATE = 1e7;

    private final Consumer<String> problem;
    private final StageNumbers stage = new StageNumbers();

    private RateCheck(Consumer<String> problem) {
        this.problem = problem;
    }

    /**
     * Tells the mistakes in the stages of {@code profile}.
     *
     * @param bursts is shown what starts at once, with the name of its stage
     */
    static void check(OpenLoad profile, Consumer<String> problem, BiConsumer<String, OpenLoad.AtOnce> bursts) {
        new RateCheck(problem).check(profile, bursts);
    }

    /** Returns whether {@code rate} is one that the engine supports. */
    static boolean isPossible(Rate rate) {
        return rate.perSecond() >= 0 && rate.perSecond() <= HIGHEST_RATE;
    }

    private void check(OpenLoad profile, BiConsumer<String, OpenLoad.AtOnce> bursts) {
        Rate before = profile.startRate();
        check("start", before);
        for (OpenLoad.Stage each : profile.stages()) {
            stage.next(each instanceof OpenLoad.Line line ? line.level() : null);
            switch (each) {
                case OpenLoad.Line line -> {
                    check(line, before);
                    before = line.rate();
                }
                case OpenLoad.AtOnce burst -> bursts.accept(stage.toString(), burst);
                case OpenLoad.Curve curve -> {
                    check(curve);
                    if (curve.leaves() && !curve.rates().isEmpty()) {
                        before = curve.rates().getLast();
                    }
                }
            }
        }
    }

    private void check(OpenLoad.Line line, Rate before) {
        boolean isHold = line.rate().equals(before);
        // A mistake that stays is told once.
        if (!isHold && !isPossible(line.rate()) && stage.isNews("rate")) {
            check(stage.toString(), line.rate());
        }
        check(line.duration(), isHold);
    }

    /** Only the first mistake: a curve that goes wrong does so in many places. */
    private void check(OpenLoad.Curve curve) {
        String called = stage + ", " + curve.description();
        String mistake = curve.mistake();
        if (mistake != null) {
            problem.accept(called + ": " + mistake);
            return;
        }
        check(curve.duration(), true);
        List<Rate> rates = curve.rates();
        for (int i = 0; i < rates.size(); i++) {
            if (!isPossible(rates.get(i))) {
                double share = (double) i / Math.max(1, rates.size() - 1);
                Duration at = Duration.ofNanos(Math.round(curve.duration().toNanos() * share));
                check(called + ", at " + DurationText.of(at), rates.get(i));
                return;
            }
        }
    }

    private void check(String called, Rate rate) {
        if (!isPossible(rate)) {
            problem.accept(called + ": rate must be from 0 to 10,000,000/s, got " + rate);
        }
    }

    private void check(Duration duration, boolean isHold) {
        checkLength(stage, duration, isHold, problem);
    }

    /** Tells of the length of a stage that cannot be. */
    static void checkLength(StageNumbers stage, Duration duration, boolean isHold, Consumer<String> problem) {
        if ((duration.isNegative() || (isHold && duration.isZero())) && stage.isNews("duration")) {
            problem.accept(stage + ": duration must be positive, got " + DurationText.of(duration)
                    + "; remove the stage or lengthen it");
        }
    }
}
