package dev.perf.report.internal.html;

/** Where a value lies on an axis: 0 is its beginning, 1 its end. */
sealed interface Scale {

    double position(double value);

    /** Equal distances for equal differences. */
    record Linear(double from, double to) implements Scale {
        @Override
        public double position(double value) {
            return (value - from) / (to - from);
        }
    }

    /** Equal distances for equal ratios; what is below the axis lies at its beginning. */
    record Log(double from, double to) implements Scale {
        @Override
        public double position(double value) {
            return Math.log10(Math.max(value, from) / from) / Math.log10(to / from);
        }
    }
}
