package dev.perf.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdErrorTest {

    private static final String SHAPE =
            "a threshold reads metric: aggregate operator limit, such as response_time: p(95) < 500ms";

    @Test
    void namesExpressionPlaceAndWhatIsAllowed() {
        InvalidThresholdException e = fails(
                () -> Threshold.parse("http_req_duration: p(101) < 250ms"),
                "threshold \"http_req_duration: p(101) < 250ms\" at 21: percentile must be in (0, 100], got 101");

        assertThat(e.expression()).isEqualTo("http_req_duration: p(101) < 250ms");
        assertThat(e.position()).isEqualTo(21);
        assertThat(e.reason()).isEqualTo("percentile must be in (0, 100], got 101");
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        ~~                          | 0  | expected a metric name, got the end
        ~  ~                        | 2  | expected a metric name, got the end
        : avg < 5                   | 0  | expected a metric name, got ":"
        {name:x}: avg < 5           | 0  | expected a metric name, got "{"
        7up: avg < 5                | 0  | metric name must start with a letter or _ and hold letters, digits, _ . - only, got "7up"
        checks{: rate > 0           | 7  | expected a tag name, got ":"
        checks{}: rate > 0          | 7  | expected a tag name, got "}"
        checks{a}: rate > 0         | 8  | expected ":" and a value after tag a, got "}"
        checks{a:}: rate > 0        | 9  | expected a value of tag a, got "}"
        checks{a:b: rate > 0        | 20 | expected "," or "}", got the end
        checks{a:b,}: rate > 0      | 11 | expected a tag name, got "}"
        checks{a:"b: rate > 0       | 9  | quote " is not closed
        checks{a:'b"}: rate > 0     | 9  | quote ' is not closed
        checks{a:"b\\n"}: rate > 0  | 11 | a backslash in quotes must stand before a quote or another backslash
        checks{a:"b"c}: rate > 0    | 12 | expected "," or "}", got "c"
        checks{"":b}: rate > 0      | 7  | tag name must not be empty
        checks{a:b,a:c}: rate > 0   | 11 | tag a cannot be both "b" and "c"; write a threshold for each
        """)
    void locatesMistakesInTheMetric(String expression, int position, String reason) {
        failsAt(expression, position, reason);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        p(101) < 250ms              | 1  | expected ":" after metric "p", got "("
        checks                      | 6  | expected ":" after metric "checks", got the end
        my metric: avg < 5          | 3  | expected ":" after metric "my", got "metric"
        checks{a:b} rate > 0        | 12 | expected ":" after metric "checks", got "rate"
        """)
    void showsTheShapeWhereTheMetricIsNotOne(String expression, int position, String reason) {
        failsAt(expression, position, reason + "; " + SHAPE);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        mine:                       | 5  | expected an aggregate (p(N), avg, med, min, max, stddev, count, rate or value), got the end
        mine: 95 < 5                | 6  | expected an aggregate (p(N), avg, med, min, max, stddev, count, rate or value), got "95"
        mine: average < 5           | 6  | unknown aggregate "average"; did you mean avg?
        mine: mean < 5              | 6  | unknown aggregate "mean"; did you mean avg?
        mine: median < 5            | 6  | unknown aggregate "median"; did you mean med?
        mine: AVG < 5               | 6  | unknown aggregate "AVG"; did you mean avg?
        mine: cuont < 5             | 6  | unknown aggregate "cuont"; did you mean count?
        mine: stdev < 5             | 6  | unknown aggregate "stdev"; did you mean stddev?
        mine: perc(95) < 5          | 6  | unknown aggregate "perc"; did you mean p(95)?
        mine: P99.9 < 5             | 6  | unknown aggregate "P"; did you mean p(99.9)?
        mine: percentile < 5        | 6  | unknown aggregate "percentile"; did you mean p(N)?
        mine: loudness < 5          | 6  | unknown aggregate "loudness"; there are p(N), avg, med, min, max, stddev, count, rate and value
        mine: p < 5                 | 8  | expected a percentile, such as p(95), got "<"
        mine: p() < 5               | 8  | expected a percentile, such as p(95), got ")"
        mine: p(high) < 5           | 8  | expected a percentile, such as p(95), got "high"
        mine: p(95 < 5              | 11 | expected ")" after the percentile, got "<"
        mine: p(95%) < 5            | 10 | expected ")" after the percentile, got "%"
        mine: p(0) < 5              | 8  | percentile must be in (0, 100], got 0
        mine: p(-5) < 5             | 8  | percentile must be in (0, 100], got -5
        mine: p(100.1) < 5          | 8  | percentile must be in (0, 100], got 100.1
        mine: p101 < 5              | 7  | percentile must be in (0, 100], got 101
        mine: p(1e999) < 5          | 8  | number is too large, got 1e999
        mine: avg(95) < 5           | 9  | expected an operator (<, <=, >, >=, == or !=), got "("
        """)
    void locatesMistakesInTheAggregate(String expression, int position, String reason) {
        failsAt(expression, position, reason);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        mine: p(95) =< 5            | 12 | unknown operator "=<"; did you mean <=?
        mine: p(95) => 5            | 12 | unknown operator "=>"; did you mean >=?
        mine: p(95) ≤ 5             | 12 | unknown operator "≤"; did you mean <=?
        mine: p(95) = 5             | 12 | unknown operator "="; did you mean ==?
        mine: p(95) <> 5            | 12 | unknown operator "<>"; did you mean !=?
        mine: p(95) !== 5           | 12 | unknown operator "!=="; did you mean !=?
        mine: p(95) below 5         | 12 | unknown operator "below"; did you mean <?
        mine: p(95) ~~ 5            | 12 | unknown operator "~~"; there are <, <=, >, >=, == and !=
        mine: p(95) 5               | 12 | expected an operator (<, <=, >, >=, == or !=), got "5"
        mine: p(95) beats 5         | 12 | expected an operator (<, <=, >, >=, == or !=), got "beats"
        mine: p(95)                 | 11 | expected an operator (<, <=, >, >=, == or !=), got the end
        """)
    void locatesMistakesInTheOperator(String expression, int position, String reason) {
        failsAt(expression, position, reason);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        mine: avg <                 | 11 | expected a number or baseline as limit, got the end
        mine: avg < fast            | 12 | expected a number or baseline as limit, got "fast"
        mine: avg < $5              | 12 | expected a number or baseline as limit, got "$"
        mine: avg < 1e999           | 12 | number is too large, got 1e999
        mine: avg < 1e308h          | 12 | limit must be a finite number, got 1E+308h
        mine: avg < 5 msec          | 14 | unknown unit "msec"; did you mean ms?
        mine: avg < 5MS             | 13 | unknown unit "MS"; did you mean ms?
        mine: avg < 5KB             | 13 | unknown unit "KB"; did you mean kB?
        mine: avg < 5 KiB           | 14 | unknown unit "KiB"; did you mean kB?
        mine: rate > 5rps           | 14 | unknown unit "rps"; did you mean /s?
        mine: rate > 5/sec          | 14 | unknown unit "/sec"; did you mean /s?
        mine: rate > 5/             | 15 | expected s, min or h after "/", got the end
        mine: avg < 5 OVER 10s      | 14 | unknown unit "OVER"; did you mean over?
        mine: avg < 5d              | 13 | unknown unit "d"; there are ns, us, ms, s, m, h, %, B, kB, MB, GB, /s, /min, /h, B/s, kB/s, MB/s and GB/s
        mine: avg < 1m30s           | 14 | a limit is one number and one unit, such as 1.5m; got another number, "30"
        mine: avg < 1,5             | 13 | expected of, in, from, over, for, abort or the end, got ","
        mine: avg < 5 && max < 9    | 14 | expected of, in, from, over, for, abort or the end, got "&"
        mine: avg < 5 \uD83D\uDE00  | 14 | expected of, in, from, over, for, abort or the end, got "\uD83D\uDE00"
        """)
    void locatesMistakesInTheLimit(String expression, int position, String reason) {
        failsAt(expression, position, reason);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        mine: avg < 5 over          | 18 | expected a duration after over, such as 10s or 1m30s, or steady, got the end
        mine: avg < 5 over stead    | 19 | expected a duration after over, such as 10s or 1m30s, or steady, got "stead"
        mine: avg < 5 steady        | 14 | expected of, in, from, over, for, abort or the end, got "steady"
        mine: avg < 5 over steady 1s | 26 | expected for, abort or the end, got "1"
        mine: avg < 5 over steady over 1s | 26 | expected for, abort or the end, got "over"
        mine: avg < 5 over steady abort | 19 | only the end of a run shows from when on it was steady, so this cannot abort it; remove abort, or judge a window, such as over 10s
        mine: avg < 5 over steady abort after 9s | 19 | only the end of a run shows from when on it was steady, so this cannot abort it; remove abort, or judge a window, such as over 10s
        mine: avg < 5 over 10       | 19 | duration 10 has no unit; write 10s, for example
        mine: avg < 5 over 10 abort | 19 | duration 10 has no unit; write 10s, for example
        mine: avg < 5 over 10sec    | 21 | unknown unit "sec"; did you mean s?
        mine: avg < 5 over 10MB     | 21 | a duration takes ns, us, ms, s, m or h, got MB
        mine: avg < 5 over 30s1m    | 22 | units of a duration go from large to small, got m after s
        mine: avg < 5 over 1m1m     | 21 | units of a duration go from large to small, got m after m
        mine: avg < 5 over 1m-30s   | 21 | expected for, abort or the end, got "-30"
        mine: avg < 5 over 0s       | 19 | window must be positive, got 0s
        mine: avg < 5 over -1m30s   | 19 | window must be positive, got -1m30s
        mine: avg < 5 over 1e300h   | 19 | duration is too long
        mine: avg < 5 over 1s 5     | 22 | duration 5 has no unit; write 5s, for example
        mine: avg < 5 over 1s over  | 22 | expected for, abort or the end, got "over"
        mine: avg < 5 after 1s      | 14 | expected of, in, from, over, for, abort or the end, got "after"
        mine: avg < 5 abort over 1s | 20 | over stands before for and abort
        mine: avg < 5 of            | 16 | expected a number of samples after of, such as of 1000 samples, got the end
        mine: avg < 5 of 1000       | 21 | expected samples after of 1000, got the end
        mine: avg < 5 of 0 samples  | 17 | number of samples must be a whole number of at least 1, got 0
        mine: avg < 5 of 1.5 samples | 17 | number of samples must be a whole number of at least 1, got 1.5
        mine: avg < 5 over 1s of 9 samples | 22 | of stands before in, from, over, for and abort
        mine: avg < 5 of 9 samples of 8 samples | 27 | expected in, from, over, for, abort or the end, got "of"
        mine: avg < 5 abort 1s      | 20 | expected after or the end, got "1"
        mine: avg < 5 abort after   | 25 | expected a duration after after, such as 10s or 1m30s, got the end
        mine: avg < 5 abort after -1s      | 26 | time before an abort must not be negative, got -1s
        mine: avg < 5 abort after 1s over  | 29 | over stands before for and abort
        mine: avg < 5 abort after 1s abort | 29 | expected the end, got "abort"
        """)
    void locatesMistakesInWindowAndAbort(String expression, int position, String reason) {
        failsAt(expression, position, reason);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        mine: avg < baseline 10%       | 21 | expected +, - or * after baseline, such as baseline + 10%, got "10"
        mine: avg < baseline +         | 22 | expected a number after baseline +, got the end
        mine: avg < baseline * fast    | 23 | expected a number after baseline *, got "fast"
        mine: avg < baseline / 2       | 21 | expected of, in, from, over, for, abort or the end, got "/"
        mine: avg < baseline * 2ms     | 23 | a factor has no unit, got baseline * 2ms; write baseline + 2ms, for example
        mine: avg < baseline * 0       | 12 | a baseline is multiplied by a positive number, got 0
        mine: avg < baseline * -2      | 12 | a baseline is multiplied by a positive number, got -2
        mine: avg < baseline + -5%     | 12 | what changes a baseline must not be negative, got baseline + -5%; use the other sign
        mine: avg < baseline - 101%    | 12 | nothing is left of a baseline less more than 100%, got baseline - 101%
        mine: avg < baseline + 1e999   | 23 | number is too large, got 1e999
        mine: avg < baseline + 5 msec  | 25 | unknown unit "msec"; did you mean ms?
        mine: avg < 10% + baseline     | 16 | expected of, in, from, over, for, abort or the end, got "+"
        checks: rate > baseline - 5ms  | 15 | rate of checks takes % or no unit, and its baseline % as well, got baseline - 5ms
        http_reqs: rate > baseline - 5ms | 18 | rate of http_reqs takes /s, /min, /h or no unit, and its baseline % as well, got baseline - 5ms
        """)
    void locatesMistakesInABaseline(String expression, int position, String reason) {
        failsAt(expression, position, reason);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        mine: avg < 5 in               | 16 | expected stage and a name after in, such as in stage peak, got the end
        mine: avg < 5 in peak          | 17 | expected stage and a name after in, such as in stage peak, got "peak"
        mine: avg < 5 in stage         | 22 | expected the name of a stage after in stage, got the end
        mine: avg < 5 in stage "peak   | 23 | quote " is not closed
        mine: avg < 5 in stage " "     | 23 | the name of a stage must not be blank
        mine: avg < 5 in stage a b     | 25 | expected over, for, abort or the end, got "b"
        mine: avg < 5 stage peak       | 14 | expected of, in, from, over, for, abort or the end, got "stage"
        mine{stage:a}: avg < 5 in stage b | 32 | in stage asks for the tag stage, which is asked for already, with "a"; remove one
        mine: avg < 5 from             | 18 | expected a duration after from, such as 10s or 1m30s, got the end
        mine: avg < 5 from 30          | 19 | duration 30 has no unit; write 30s, for example
        mine: avg < 5 from -1s         | 19 | time since the start of the load must not be negative, got -1s
        mine: avg < 5 from 2m to       | 24 | expected a duration after to, such as 10s or 1m30s, got the end
        mine: avg < 5 from 2m to 30s   | 19 | a stretch must end after its beginning, got from 2m to 30s
        mine: avg < 5 from 2m to 120s  | 19 | a stretch must end after its beginning, got from 2m to 2m
        mine: avg < 5 to 30s           | 14 | expected of, in, from, over, for, abort or the end, got "to"
        mine: avg < 5 from 2m in stage a | 22 | a threshold judges one part of the run: in stage or from, not both
        mine: avg < 5 in stage a from 2m | 25 | a threshold judges one part of the run: in stage or from, not both
        mine: avg < 5 in stage a over steady | 30 | expected a duration after over, such as 10s or 1m30s, got "steady"
        mine: avg < 5 over 5s from 2m  | 22 | from stands before over, for and abort
        mine: avg < 5 over 5s in stage a | 22 | in stands before from, over, for and abort
        mine: avg < 5 for              | 17 | expected a duration after for, such as 10s or 1m30s, got the end
        mine: avg < 5 for 0s           | 18 | time of a breach must be positive, got 0s
        mine: avg < 5 for -1s          | 18 | time of a breach must be positive, got -1s
        mine: avg < 5 for 1s over 5s   | 21 | over stands before for and abort
        mine: avg < 5 for 1s for 5s    | 21 | expected abort or the end, got "for"
        mine: avg < 5 abort for 5s     | 20 | for stands before abort
        mine: count < 5 for 30s        | 20 | a count that is to last needs windows to be counted in; write over 10s for 30s, for example
        mine: avg < 5 over steady for 30s | 30 | the steady state is judged as one, so nothing can last in it; remove for, or judge a stretch, such as from 1m
        """)
    void locatesMistakesInStageStretchAndTimeOfABreach(String expression, int position, String reason) {
        failsAt(expression, position, reason);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        http_req_failed: p(95)<1         | 17 | http_req_failed is a Rate; it has rate and count, not p(95)
        http_req_duration: rate<1        | 19 | http_req_duration is a Trend; it has p(N), avg, med, min, max, stddev and count, not rate
        http_reqs: max<1                 | 11 | http_reqs is a Counter; it has count and rate, not max
        vus: rate<1                      | 5  | vus is a Gauge; it has value, min, max and avg, not rate
        http_reqs: rate > 5ms            | 18 | rate of http_reqs takes /s, /min, /h or no unit, got 5ms
        http_reqs: count > 5/s           | 19 | count of http_reqs takes no unit, got 5/s
        http_req_duration: p(95) < 5%    | 27 | p(95) of http_req_duration takes ns, us, ms, s, m, h or no unit, got 5%
        checks: rate > 5ms               | 15 | rate of checks takes % or no unit, got 5ms
        data_sent: rate > 5kB            | 18 | rate of data_sent takes B/s, kB/s, MB/s, GB/s or no unit, got 5kB
        checks: rate > 95                | 15 | rate of checks must be between 0 and 1 or in %, got 95; did you mean 95%?
        checks: rate > 950               | 15 | rate of checks must be between 0 and 1 or in %, got 950
        checks: rate > 101%              | 15 | rate of checks must be between 0 and 1 or in %, got 101%
        checks: rate > -1                | 15 | rate of checks must be between 0 and 1 or in %, got -1
        http_reqs: count > -1            | 19 | limit must not be negative, got -1
        response_time: max < -1          | 21 | limit must not be negative, got -1ms
        """)
    void refusesWhatABuiltInMetricCannotMean(String expression, int position, String reason) {
        failsAt(expression, position, reason);
    }

    @ParameterizedTest(name = "{0} on a {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        mine: p(95) < 5       | COUNTER | 6  | mine is a Counter; it has count and rate, not p(95)
        mine: rate > 5%       | COUNTER | 13 | rate of mine takes /s, /min, /h, B/s, kB/s, MB/s, GB/s or no unit, got 5%
        mine: count > 5%      | COUNTER | 14 | count of mine takes ns, us, ms, s, m, h, B, kB, MB, GB or no unit, got 5%
        mine: rate > 5        | GAUGE   | 6  | mine is a Gauge; it has value, min, max and avg, not rate
        mine: value > 5/s     | GAUGE   | 14 | value of mine takes ns, us, ms, s, m, h, %, B, kB, MB, GB or no unit, got 5/s
        mine: rate > 5/s      | RATE    | 13 | rate of mine takes % or no unit, got 5/s
        mine: rate > 5        | RATE    | 13 | rate of mine must be between 0 and 1 or in %, got 5; did you mean 5%?
        mine: count > 5ms     | TREND   | 14 | count of mine takes no unit, got 5ms
        """)
    void refusesWhatAUsersMetricCannotMean(String expression, MetricKind kind, int position, String reason) {
        Threshold threshold = Threshold.parse(expression);

        fails(() -> threshold.requireKind(kind), message(expression, position, reason));
    }

    @Test
    void refusesSenselessCopiesAsIfTheyHadBeenWritten() {
        Threshold threshold = Threshold.parse("response_time: p95 < 500 over 1s");

        fails(
                () -> threshold.over(Duration.ofSeconds(-5)),
                message("response_time: p(95) < 500ms over -5s", 34, "window must be positive, got -5s"));
        fails(
                () -> threshold.over(Duration.ZERO),
                message("response_time: p(95) < 500ms over 0s", 34, "window must be positive, got 0s"));
        fails(
                () -> threshold.abortRunAfter(Duration.ofMillis(-1)),
                message(
                        "response_time: p(95) < 500ms over 1s abort after -1ms",
                        49,
                        "time before an abort must not be negative, got -1ms"));
        fails(
                () -> threshold.abortRun().overSteadyState(),
                message(
                        "response_time: p(95) < 500ms over steady abort",
                        34,
                        "only the end of a run shows from when on it was steady, so this cannot abort it; remove"
                                + " abort, or judge a window, such as over 10s"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> threshold.withTag("", "x"))
                .withMessage("tag name must not be empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> threshold.withTag("a", "b").withTag("a", "c"))
                .withMessage("tag a cannot be both \"b\" and \"c\"; write a threshold for each");
    }

    @Test
    void refusesSenselessBuildingAsIfItHadBeenWritten() {
        fails(
                () -> Thresholds.responseTime("login").p95().below(Duration.ofMillis(-5)),
                message("response_time{name:login}: p(95) < -5ms", 35, "limit must not be negative, got -5ms"));
        fails(
                () -> Thresholds.checks().rate().above(95),
                message(
                        "checks: rate > 95",
                        15,
                        "rate of checks must be between 0 and 1 or in %, got 95; did you mean 95%?"));
        fails(
                () -> Thresholds.metric("my metric").mean().below(5),
                message(
                        "my metric: avg < 5",
                        0,
                        "metric name must start with a letter or _ and hold letters, digits, "
                                + "_ . - only, got \"my metric\""));
        fails(
                () -> Thresholds.metric("http_reqs").p95().below(5),
                message("http_reqs: p(95) < 5", 11, "http_reqs is a Counter; it has count and rate, not p(95)"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Thresholds.responseTime().percentile(0))
                .withMessage("percentile must be in (0, 100], got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Thresholds.responseTime().percentile(Double.NaN))
                .withMessage("percentile must be in (0, 100], got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Thresholds.requests().count().above(Double.NaN))
                .withMessage("limit must be a finite number, got NaN");
    }

    private static void failsAt(String expression, int position, String reason) {
        fails(() -> Threshold.parse(expression), message(expression, position, reason));
    }

    private static String message(String expression, int position, String reason) {
        return "threshold \"" + expression + "\" at " + position + ": " + reason;
    }

    private static InvalidThresholdException fails(ThrowingCallable call, String message) {
        return assertThatExceptionOfType(InvalidThresholdException.class)
                .isThrownBy(call)
                .withMessage(message)
                .actual();
    }
}
