package dev.perf.engine.internal.plan;

import static dev.perf.Perf.users;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.engine.fleet.Share;
import dev.perf.load.IterationLoad;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PartTest {

    private static final long SECOND = 1_000_000_000;

    static Stream<List<Integer>> divisions() {
        return Stream.of(
                List.of(1),
                List.of(1, 1),
                List.of(1, 1, 1),
                List.of(4, 4, 4, 4),
                List.of(1, 1, 1, 1, 1, 1, 1),
                List.of(5, 1),
                List.of(0, 3, 2),
                List.of(1_000_003, 7, 250_000, 1, 499_999, 0, 12_345),
                List.of(Integer.MAX_VALUE, Integer.MAX_VALUE, 1));
    }

    private static List<Part> parts(List<Integer> weights) {
        return IntStream.range(0, weights.size())
                .mapToObj(agent -> Part.of(new Share(agent, weights)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("divisions")
    void eachNumberIsInOnePart(List<Integer> weights) {
        List<Part> parts = parts(weights);
        long[] counts = new long[parts.size()];
        for (long number = 0; number < 10_000; number++) {
            int owners = 0;
            for (int agent = 0; agent < counts.length; agent++) {
                Part part = parts.get(agent);
                assertThat(part.count(number)).isEqualTo(counts[agent]);
                if (part.has(number)) {
                    assertThat(part.number(counts[agent])).isEqualTo(number);
                    counts[agent]++;
                    owners++;
                }
            }
            assertThat(owners).isEqualTo(1);
        }
        assertThat(parts.stream().mapToDouble(Part::fraction).sum()).isBetween(1 - 1e-9, 1 + 1e-9);
    }

    @Test
    void everyAgentWithAWeightHasAPartHoweverSmall() {
        List<Part> parts = parts(List.of(1_000_000_000, 1, 0, 1_000_000_000));
        assertThat(parts.get(1).isAny()).isTrue();
        assertThat(parts.get(1).fraction()).isBetween(1e-4, 1e-3);
        assertThat(parts.get(2).isAny()).isFalse();
        assertThat(parts.get(0).fraction()).isEqualTo(parts.get(3).fraction());
    }

    @Test
    void anAgentWithoutAPartHasNumbersOfItsOwn() {
        Part late = Part.of(new Share(3, List.of(1, 1)));
        assertThat(late.count(1_000_000)).isZero();
        assertThat(late.fraction()).isZero();
        assertThat(late.number(0)).isEqualTo(4_000_000_000_000L);
        assertThat(late.number(5)).isEqualTo(4_000_000_000_005L);
        assertThat(Part.of(new Share(4, List.of(1, 1))).number(0)).isEqualTo(5_000_000_000_000L);
        Part nobody = Part.of(new Share(0, List.of(0, 0)));
        assertThat(nobody.has(0)).isFalse();
        assertThat(nobody.users(10)).isZero();
    }

    @Test
    void refusesWhatIsBelowZero() {
        assertThatThrownBy(() -> Part.of(new Share(0, List.of(1, -2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weights of agents must not be negative, got [1, -2]");
        assertThatThrownBy(() -> Part.of(new Share(-1, List.of(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("place of an agent must not be negative, got -1");
    }

    @ParameterizedTest
    @MethodSource("divisions")
    void iterationsAddUp(List<Integer> weights) {
        for (int users : new int[] {1, 2, 3, 10, 57, 1000}) {
            for (IterationLoad load :
                    List.of(users(users).iterations(3), users(users).sharedIterations(users + 1_001))) {
                long all = 0;
                int there = 0;
                for (Part part : parts(weights)) {
                    IterationLoad own = part.of(load);
                    assertThat(own.total() > 0).isEqualTo(own.users() > 0);
                    all += own.total();
                    there += own.users();
                }
                assertThat(all).isEqualTo(load.total());
                assertThat(there).isEqualTo(users);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("divisions")
    void usersAddUpAtEachMomentOfARamp(List<Integer> weights) {
        ClosedSchedule schedule = ClosedSchedule.of(users(5).rampTo(100)
                .over(ofSeconds(30))
                .hold(ofSeconds(10))
                .rampTo(0)
                .over(ofSeconds(20)));
        List<OwnUsers> users = parts(weights).stream()
                .map(part -> OwnUsers.of(schedule, Slice.WHOLE, part))
                .toList();
        for (long time = 0; time <= 61 * SECOND; time += SECOND / 8) {
            long at = time;
            assertThat(users.stream().mapToInt(own -> own.at(at)).sum()).isEqualTo(schedule.usersAt(time));
        }
        for (OwnUsers own : users) {
            for (long time = 0; time < schedule.end(); time = own.nextChange(time)) {
                assertThat(own.nextChange(time)).isGreaterThan(time);
                assertThat(own.at(own.nextChange(time) - 1)).isEqualTo(own.at(time));
            }
        }
    }

    @Test
    void survivorsAddUsersOverTwoSecondsAndOthersGiveThemUpAtOnce() {
        ClosedSchedule schedule = ClosedSchedule.of(users(90).during(ofSeconds(60)));
        OwnUsers survivor = OwnUsers.of(schedule, Slice.WHOLE, Part.of(new Share(0, List.of(1, 1, 1))))
                .shared(Part.of(new Share(0, List.of(1, 1, 0))), 10 * SECOND);
        assertThat(survivor.at(10 * SECOND - 1)).isEqualTo(30);
        assertThat(survivor.at(10 * SECOND)).isEqualTo(30);
        assertThat(survivor.at(11 * SECOND)).isEqualTo(37);
        assertThat(survivor.at(12 * SECOND)).isEqualTo(45);
        assertThat(survivor.nextChange(0)).isEqualTo(10 * SECOND);
        assertThat(survivor.nextChange(10 * SECOND)).isEqualTo(10 * SECOND + 133_333_334);
        OwnUsers given = survivor.shared(Part.of(new Share(0, List.of(1, 8, 0))), 11 * SECOND);
        assertThat(given.at(11 * SECOND)).isEqualTo(10);
    }

    @Test
    void theAgentsNeverHaveMoreUsersThanTheLoadWants() {
        ClosedSchedule schedule = ClosedSchedule.of(
                users(10).rampTo(200).over(ofSeconds(20)).rampTo(20).over(ofSeconds(20)));
        List<List<Integer>> changes = List.of(
                List.of(1, 1, 1, 0),
                List.of(1, 0, 1, 0),
                List.of(1, 0, 1, 1),
                List.of(3, 0, 1, 2),
                List.of(0, 0, 1, 1));
        List<OwnUsers> users = new ArrayList<>(IntStream.range(0, 4)
                .mapToObj(agent ->
                        OwnUsers.of(schedule, Slice.WHOLE, Part.of(new Share(agent, Collections.nCopies(4, 1)))))
                .toList());
        for (int i = 0; i < changes.size(); i++) {
            for (int agent = 0; agent < 4; agent++) {
                users.set(
                        agent,
                        users.get(agent)
                                .shared(Part.of(new Share(agent, changes.get(i))), (5 + 3 * i + i % 2) * SECOND));
            }
        }
        for (long time = 0; time < 40 * SECOND; time += SECOND / 16) {
            long at = time;
            int sum = users.stream().mapToInt(own -> own.at(at)).sum();
            assertThat(sum).isLessThanOrEqualTo(schedule.usersAt(time));
            if (time < 5 * SECOND || time >= 21 * SECOND) {
                assertThat(sum).isEqualTo(schedule.usersAt(time));
            }
        }
    }

    @Test
    void aNumberOfUsersThatIsSetIsDividedToo() {
        ClosedSchedule schedule = ClosedSchedule.of(users(90).during(ofSeconds(60)));
        OwnUsers own = OwnUsers.of(schedule, Slice.WHOLE, Part.of(new Share(1, List.of(2, 1))))
                .set(30, 20 * SECOND);
        assertThat(own.at(20 * SECOND - 1)).isEqualTo(30);
        assertThat(own.at(20 * SECOND)).isEqualTo(10);
        assertThat(own.nextChange(0)).isEqualTo(20 * SECOND);
        assertThat(own.atEnd()).isEqualTo(10);
        assertThat(own.set(3, 5 * SECOND).at(40 * SECOND)).isEqualTo(1);
    }
}
