package dev.perf.load;

import static dev.perf.load.Rate.perSecond;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadProfileTest {

    private static final ClosedLoad CLOSED = ClosedLoad.startingWith(0)
            .rampTo(100)
            .over(ofMinutes(2))
            .hold(ofMinutes(5))
            .rampTo(0)
            .over(ofMinutes(1));

    private static final OpenLoad OPEN = OpenLoad.startingAt(perSecond(5))
            .during(ofMinutes(1))
            .rampTo(perSecond(20))
            .over(ofMinutes(2));

    @Test
    void readAsTheyAreWritten() {
        assertThat(CLOSED).hasToString("closed load: 0 users, ramp to 100 over 2m, hold 5m, ramp to 0 over 1m");
        assertThat(OPEN).hasToString("open load: 5/s, hold 1m, ramp to 20/s over 2m");
    }

    @Test
    void readAsTheyAreWrittenWhateverTheirShape() {
        assertThat(OpenLoad.startingAt(perSecond(5))
                        .during(ofMinutes(1))
                        .atOnce(10)
                        .named("burst")
                        .spread(60)
                        .over(ofMinutes(1))
                        .sine(perSecond(3))
                        .period(ofSeconds(30))
                        .over(ofMinutes(2))
                        .nothingFor(ofSeconds(3))
                        .stressPeak(100)
                        .over(ofSeconds(20))
                        .following(time -> perSecond(1))
                        .over(ofMinutes(1))
                        .poisson())
                .hasToString("open load: 5/s, hold 1m, 10 at once (burst), spread 60 over 1m,"
                        + " sine of 5/s +/- 3/s with period 30s over 2m, jump to 0/s, hold 3s,"
                        + " stress peak of 100 over 20s, function of time over 1m, Poisson arrivals");
        assertThat(ClosedLoad.startingWith(5)
                        .incrementBy(5)
                        .times(2)
                        .eachLevelLasting(ofSeconds(10))
                        .named("stairs"))
                .hasToString("closed load: 5 users, hold 10s (stairs), jump to 10 (stairs), hold 10s (stairs)");
    }

    @Test
    void scaleAndStretchEachShape() {
        OpenLoad load = OpenLoad.startingAt(perSecond(0))
                .atOnce(3)
                .spread(100)
                .over(ofSeconds(10))
                .named("spread")
                .poisson();
        OpenLoad scaled = load.scaledBy(0.5);
        assertThat(scaled.peak()).isEqualTo(5);
        assertThat(scaled.stages().getFirst()).isEqualTo(new OpenLoad.AtOnce(2, null));
        assertThat(scaled.isPoisson()).isTrue();
        assertThat(scaled.stages().getLast().name()).isEqualTo("spread");
        OpenLoad stretched = load.stretchedBy(3);
        assertThat(stretched.duration()).isEqualTo(ofSeconds(30));
        assertThat(stretched.peak()).isEqualTo(10);
    }

    @Test
    void knowTheirLengthAndPeak() {
        assertThat(CLOSED.duration()).isEqualTo(ofMinutes(8));
        assertThat(CLOSED.peak()).isEqualTo(100);
        assertThat(OPEN.duration()).isEqualTo(ofMinutes(3));
        assertThat(OPEN.peak()).isEqualTo(20);
        assertThat(ClosedLoad.startingWith(9).rampTo(1).over(ofSeconds(1)).peak())
                .isEqualTo(9);
    }

    @Test
    void scaleTheirLevelsAndNothingElse() {
        assertThat(CLOSED.scaledBy(0.5))
                .hasToString("closed load: 0 users, ramp to 50 over 2m, hold 5m, ramp to 0 over 1m");
        assertThat(OPEN.scaledBy(3)).hasToString("open load: 15/s, hold 1m, ramp to 60/s over 2m");
    }

    @Test
    void neverLoseTheirLastUserWhenScaled() {
        assertThat(CLOSED.scaledBy(0.0001))
                .hasToString("closed load: 0 users, ramp to 1 over 2m, hold 5m, ramp to 0 over 1m");
    }

    @Test
    void stretchTheirTimesAndNothingElse() {
        assertThat(CLOSED.stretchedBy(0.5))
                .hasToString("closed load: 0 users, ramp to 100 over 1m, hold 2m30s, ramp to 0 over 30s");
        assertThat(OPEN.stretchedBy(2)).hasToString("open load: 5/s, hold 2m, ramp to 20/s over 4m");
    }

    @Test
    void keepTheirOptionsWhenTheyGrowOrChangeShape() {
        ClosedLoad closed = CLOSED.gracefulStop(ofSeconds(1)).gracefulRampDown(ofSeconds(2));
        for (ClosedLoad changed : new ClosedLoad[] {
            closed.hold(ofSeconds(1)), closed.scaledBy(2), closed.stretchedBy(2), (ClosedLoad) Preset.LOAD.shape(closed)
        }) {
            assertThat(changed.gracefulStop()).isEqualTo(ofSeconds(1));
            assertThat(changed.gracefulRampDown()).isEqualTo(ofSeconds(2));
            assertThat(changed.location()).isEqualTo(CLOSED.location());
        }
        OpenLoad open = OPEN.gracefulStop(ofSeconds(1)).maxUsers(7);
        for (OpenLoad changed : new OpenLoad[] {
            open.hold(ofSeconds(1)), open.scaledBy(2), open.stretchedBy(2), (OpenLoad) Preset.LOAD.shape(open)
        }) {
            assertThat(changed.gracefulStop()).isEqualTo(ofSeconds(1));
            assertThat(changed.maxUsers()).isEqualTo(7);
        }
    }

    @Test
    void areNotChangedByWhatIsMadeOfThem() {
        CLOSED.hold(ofMinutes(9)).gracefulStop(ZERO);
        assertThat(CLOSED.duration()).isEqualTo(ofMinutes(8));
        assertThat(CLOSED.gracefulStop()).isEqualTo(LoadProfile.DEFAULT_GRACEFUL_STOP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SMOKE      | 1 user, hold 24s",
                "LOAD       | 0 users, ramp to 100 over 1m36s, hold 4m48s, ramp to 0 over 1m36s",
                "STRESS     | 0 users, ramp to 50 over 48s, hold 1m12s, ramp to 100 over 48s, hold 1m12s,"
                        + " ramp to 150 over 48s, hold 1m12s, ramp to 200 over 48s, hold 1m12s",
                "SPIKE      | 10 users, hold 3m12s, jump to 100, hold 1m36s, jump to 10, hold 3m12s",
                "SOAK       | 50 users, hold 1h20m",
                "BREAKPOINT | 0 users, ramp to 1000 over 8m"
            })
    void presetsShapeUsers(Preset preset, String shape) {
        assertThat(preset.shape(CLOSED)).hasToString("closed load: " + shape);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SMOKE      | 1/s, hold 9s",
                "LOAD       | 0/s, ramp to 20/s over 36s, hold 1m48s, ramp to 0/s over 36s",
                "STRESS     | 0/s, ramp to 10/s over 18s, hold 27s, ramp to 20/s over 18s, hold 27s,"
                        + " ramp to 30/s over 18s, hold 27s, ramp to 40/s over 18s, hold 27s",
                "SPIKE      | 2/s, hold 1m12s, jump to 20/s, hold 36s, jump to 2/s, hold 1m12s",
                "SOAK       | 10/s, hold 30m",
                "BREAKPOINT | 0/s, ramp to 200/s over 3m"
            })
    void presetsShapeRates(Preset preset, String shape) {
        assertThat(preset.shape(OPEN)).hasToString("open load: " + shape);
    }

    @ParameterizedTest
    @CsvSource({
        "5, 5/s",
        "0, 0/s",
        "1.5, 1.50/s",
        "0.2, 12/min",
        "0.01, 36/h",
        "1000000, 1000000/s",
        "0.0166666666666666666, 1/min"
    })
    void ratesAreWrittenInTheUnitThatKeepsThemReadable(double perSecond, String text) {
        assertThat(perSecond(perSecond)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "5/s, 5", "30/min, 0.5", "30/m, 0.5", "36/h, 0.01", "1.5 / s, 1.5"})
    void ratesAreReadWithAndWithoutUnit(String text, double perSecond) {
        assertThat(Rate.parse(text)).isEqualTo(perSecond(perSecond));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "5/d", "0", "-1", "NaN", "Infinity", "/s", "5/"})
    void ratesThatAreNoneAreRefused(String text) {
        assertThatThrownBy(() -> Rate.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rate \"" + text + "\" must be a positive number, alone or with /s, /min or /h");
    }

    @Test
    void ratesConvertAndMultiply() {
        assertThat(Rate.perMinute(90)).isEqualTo(perSecond(1.5));
        assertThat(Rate.perHour(3600)).isEqualTo(perSecond(1));
        assertThat(perSecond(2).times(2.5)).isEqualTo(perSecond(5));
    }
}
