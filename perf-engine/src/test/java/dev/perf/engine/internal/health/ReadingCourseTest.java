package dev.perf.engine.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.GeneratorReading;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingCourseTest {

    private final ReadingCourse course = new ReadingCourse();

    @Test
    void whatWasNotReadIsNull() {
        course.add(5, new Reading(0, 1).put(Vital.PROCESS_CPU, 0.25).put(Vital.CARRIER_DELAY, 1.5));

        assertThat(course.readings())
                .containsExactly(new GeneratorReading(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        0.25,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Duration.ofNanos(1_500_000),
                        null,
                        null,
                        null,
                        null));
    }

    @Test
    void sharesAreAveragedAndOfAllElseTheMostStays() {
        for (int second = 0; second < 1_201; second++) {
            course.add(
                    second,
                    new Reading(second, 1)
                            .put(Vital.PROCESS_CPU, second % 2 == 0 ? 0.2 : 0.4)
                            .put(Vital.BUSIEST_CORE, second % 2 == 0 ? 0.5 : 0.9)
                            .put(Vital.GC_PAUSE, second % 2 == 0 ? 7 : 3)
                            .heapAfterGc(second % 2 == 0 ? -1 : 1_000));
        }

        List<GeneratorReading> readings = course.readings();
        assertThat(readings).hasSize(601);
        assertThat(readings.subList(0, 600)).allSatisfy(reading -> {
            assertThat(reading.length()).isEqualTo(Duration.ofSeconds(2));
            assertThat(reading.processCpu()).isCloseTo(0.3, org.assertj.core.data.Offset.offset(1e-12));
            assertThat(reading.busiestCore()).isEqualTo(0.9);
            assertThat(reading.longestGcPause()).isEqualTo(Duration.ofMillis(7));
            assertThat(reading.heapAfterGcBytes()).isEqualTo(1_000);
            assertThat(reading.machineCpu()).isNull();
        });
        assertThat(readings.get(1).start()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aDayTakesNoMoreRoomThanAnHour() {
        for (int second = 0; second < 86_400; second++) {
            course.add(second, new Reading(second, 1).put(Vital.PROCESS_CPU, 0.5));
        }

        assertThat(course.readings()).hasSize(675);
        assertThat(course.readings().stream().map(GeneratorReading::length).reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Duration.ofDays(1));
    }
}
