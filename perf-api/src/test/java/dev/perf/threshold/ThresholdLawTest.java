package dev.perf.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.threshold.Aggregate.Percentile;
import dev.perf.threshold.Aggregate.Statistic;
import dev.perf.threshold.BaselineLimit.Change;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Laws that hold for every threshold, tried on thresholds drawn from a seed. */
class ThresholdLawTest {

    private static final int ROUNDS = 20_000;
    private static final String TAG_CHARACTERS = "ab7 \t\n,:;{}\"'\\/?=<>&%$()[]é\u00a0\u2003";
    private static final String NOISE =
            "pavg95<>=!: (){},\"'\\%/smhkMB.e+-over steady in stage from to for baseline* abort after$é";

    @Test
    void canonicalTextReadsBackAsTheSameThreshold() {
        Random random = new Random(42);
        for (int round = 0; round < ROUNDS; round++) {
            Threshold threshold = randomThreshold(random);

            Threshold again = Threshold.parse(threshold.expression());

            assertThat(again).isEqualTo(threshold).hasSameHashCodeAs(threshold);
            assertThat(again.expression()).isEqualTo(threshold.expression());
        }
    }

    @Test
    void brokenTextIsReadOrRefusedWithAPlaceInside() {
        Random random = new Random(43);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String expression = mutated(randomThreshold(random).expression(), random);
            try {
                Threshold threshold = Threshold.parse(expression);
                assertThat(Threshold.parse(threshold.expression())).isEqualTo(threshold);
            } catch (InvalidThresholdException e) {
                refused++;
                assertThat(e.position()).isBetween(0, expression.length());
                assertThat(e.expression()).isEqualTo(expression);
            }
        }
        assertThat(refused).isBetween(1, ROUNDS - 1);
    }

    @Test
    void signOfTheMarginAgreesWithTheVerdict() {
        Random random = new Random(44);
        for (int round = 0; round < ROUNDS; round++) {
            Threshold drawn = randomThreshold(random);
            Threshold threshold = drawn.baselineLimit() == null ? drawn : drawn.against(random.nextInt(1000));
            double limit = threshold.limit().inBaseUnit();
            double actual = random.nextBoolean() ? limit : limit * random.nextDouble() * 2;

            double margin = threshold.margin(actual);

            if (margin != 0) {
                assertThat(threshold.holds(actual))
                        .as("%s of %s", threshold, actual)
                        .isEqualTo(margin > 0);
            } else {
                assertThat(threshold.holds(actual))
                        .as("%s of %s", threshold, actual)
                        .isEqualTo(List.of(Comparison.AT_MOST, Comparison.AT_LEAST, Comparison.EQUAL)
                                .contains(threshold.comparison()));
            }
        }
    }

    private static Threshold randomThreshold(Random random) {
        String metric = any(random, "mine", "_m.y-2", "p", "over", "e5");
        Scope scope = randomScope(random);
        Aggregate aggregate = randomAggregate(random);
        boolean isSteady = scope instanceof Scope.SteadyState;
        BaselineLimit relative = random.nextInt(4) == 0 ? randomBaseline(random) : null;
        Duration window =
                isSteady || random.nextBoolean() ? null : randomDuration(random).plusNanos(1);
        boolean mayLast = !isSteady && (window != null || aggregate != Statistic.COUNT);
        return Threshold.of(new Terms(
                metric,
                randomTags(random),
                aggregate,
                any(random, Comparison.values()),
                relative == null ? randomLimit(random) : null,
                relative,
                random.nextBoolean() ? Terms.ANY_NUMBER : random.nextLong(Long.MAX_VALUE),
                scope,
                window,
                mayLast && random.nextBoolean() ? randomDuration(random).plusNanos(1) : null,
                isSteady || random.nextBoolean() ? null : randomDuration(random),
                null));
    }

    private static BaselineLimit randomBaseline(Random random) {
        Limit by = randomLimit(random);
        double number = Math.abs(by.number());
        return switch (random.nextInt(3)) {
            case 0 -> new BaselineLimit(Change.TIMES, number + 0.5, Limit.Unit.NONE);
            case 1 -> new BaselineLimit(Change.PLUS, number, by.unit());
            default -> new BaselineLimit(Change.MINUS, Math.min(number, 100), by.unit());
        };
    }

    private static Scope randomScope(Random random) {
        Duration from = randomDuration(random);
        return switch (random.nextInt(5)) {
            case 0 -> Scope.WHOLE_RUN;
            case 1 -> Scope.STEADY_STATE;
            case 2 -> new Scope.Stage("s" + randomText(random));
            case 3 -> new Scope.Span(from, null);
            default -> new Scope.Span(from, from.plusNanos(1 + random.nextInt(1_000_000_000)));
        };
    }

    private static Map<String, String> randomTags(Random random) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            tags.put(i + randomText(random), randomText(random));
        }
        return tags;
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(TAG_CHARACTERS.charAt(random.nextInt(TAG_CHARACTERS.length())));
        }
        return text.toString();
    }

    private static Aggregate randomAggregate(Random random) {
        return random.nextBoolean()
                ? any(random, Statistic.values())
                : new Percentile(random.nextBoolean() ? 1 + random.nextInt(100) : 100 * (1 - random.nextDouble()));
    }

    private static Limit randomLimit(Random random) {
        double number = switch (random.nextInt(4)) {
            case 0 -> random.nextInt(1000);
            case 1 -> -random.nextDouble();
            case 2 -> random.nextDouble() * 1000;
            default -> random.nextDouble() * Math.pow(10, random.nextInt(-300, 290));
        };
        Limit.Unit unit = any(random, Limit.Unit.values());
        // A bare number is a fraction only on metrics known to be rates, which these are not.
        return new Limit(number, unit == Limit.Unit.FRACTION ? Limit.Unit.NONE : unit);
    }

    private static Duration randomDuration(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Duration.ofSeconds(random.nextInt(10_000));
            case 1 -> Duration.ofMillis(random.nextInt(2_000));
            case 2 -> Duration.ofNanos(random.nextInt(1_000_000_000));
            default -> Duration.ofSeconds(random.nextLong(Long.MAX_VALUE - 1), random.nextInt(1_000_000_000));
        };
    }

    private static String mutated(String expression, Random random) {
        StringBuilder text = new StringBuilder(expression);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(text.length());
            char noise = NOISE.charAt(random.nextInt(NOISE.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, noise);
                default -> text.setCharAt(at, noise);
            }
        }
        return text.toString();
    }

    @SafeVarargs
    private static <T> T any(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }
}
