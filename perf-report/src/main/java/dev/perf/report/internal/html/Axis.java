package dev.perf.report.internal.html;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * A scale and the values marked on it.
 *
 * @param scale where values lie
 * @param ticks values to mark, ascending
 */
record Axis(Scale scale, List<Tick> ticks) {

    private static final int MOST_MARKS = 8;
    private static final double[] STEPS_OF_TIME = {
        0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400
    };

    /** A value and what is written beside it. */
    record Tick(double value, String label) {}

    /** Copies the ticks. */
    Axis {
        ticks = List.copyOf(ticks);
    }

    /** An axis from 0 to a round number not below {@code max}, in four or so steps of at least {@code leastStep}. */
    static Axis linear(double max, double leastStep, DoubleFunction<String> label) {
        double end = max > 0 ? max : 1;
        double step = Math.max(roundStep(end / 4), leastStep);
        if (leastStep >= 1) {
            step = Math.floor(step); // of whole things there is no half
        }
        int steps = Math.max(1, (int) Math.ceil(end / step - 1e-9));
        var ticks = new ArrayList<Tick>();
        for (int i = 0; i <= steps; i++) {
            ticks.add(new Tick(i * step, Format.tidy(label.apply(i * step))));
        }
        return new Axis(new Scale.Linear(0, steps * step), ticks);
    }

    /** An axis between numbers of the series 1, 2, 5, 10; if it is long, only powers of ten are marked. */
    static Axis log(double min, double max, DoubleFunction<String> label) {
        var marks = new ArrayList<Double>();
        for (int power = (int) Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) {
            for (double step : new double[] {1, 2, 5}) {
                marks.add(step * Math.pow(10, power));
            }
        }
        while (marks.size() > 2 && marks.get(1) <= min * (1 + 1e-9)) {
            marks.removeFirst();
        }
        while (marks.size() > 2 && marks.get(marks.size() - 2) >= max * (1 - 1e-9)) {
            marks.removeLast();
        }
        boolean few = marks.size() <= MOST_MARKS;
        List<Tick> ticks = marks.stream()
                .filter(mark -> few || isPowerOfTen(mark))
                .map(mark -> new Tick(mark, Format.tidy(label.apply(mark))))
                .toList();
        return new Axis(new Scale.Log(marks.getFirst(), marks.getLast()), ticks);
    }

    /** An axis of elapsed seconds that ends exactly where the run does. */
    static Axis elapsed(double seconds) {
        double end = seconds > 0 ? seconds : 1;
        double step = stepOfTime(end / 6);
        var ticks = new ArrayList<Tick>();
        for (int i = 0; i * step <= end * (1 + 1e-9); i++) {
            ticks.add(new Tick(i * step, Format.moment(i * step)));
        }
        return new Axis(new Scale.Linear(0, end), ticks);
    }

    private static boolean isPowerOfTen(double value) {
        double power = Math.log10(value);
        return Math.abs(power - Math.rint(power)) < 1e-9;
    }

    private static double stepOfTime(double least) {
        for (double step : STEPS_OF_TIME) {
            if (step >= least) {
                return step;
            }
        }
        return Math.ceil(least / 86400) * 86400;
    }

    /** The next of 1, 2, 2.5, 5 and 10 times a power of ten. */
    private static double roundStep(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double step : new double[] {1, 2, 2.5, 5}) {
            if (least <= step * power * (1 + 1e-9)) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
