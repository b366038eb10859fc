package dev.perf.engine.internal.plan;

import static dev.perf.Perf.fixed;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.share;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.plan.Mix;
import dev.perf.source.SourceLocation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DivisionTest {

    private static Division byWeight(int... weights) {
        return of(Arrays.stream(weights)
                .<Mix.Member>mapToObj(weight -> share(weight, scenario("s")))
                .toList());
    }

    private static Division of(List<Mix.Member> members) {
        return Division.of(new Mix(members, SourceLocation.caller()));
    }

    private static String classes(Division division, int users) {
        return LongStream.range(0, users)
                .mapToObj(user -> String.valueOf(division.takerOf(user)))
                .collect(Collectors.joining());
    }

    @Test
    void spreadsTheTurnsOfEachClassEvenly() {
        // The example of nginx: weights 5, 1 and 1 take turns as a a b a c a a.
        assertThat(classes(byWeight(5, 1, 1), 14)).isEqualTo("00102000010200");
        assertThat(classes(byWeight(1, 1), 5)).isEqualTo("01010");
        assertThat(classes(byWeight(30, 10), 8)).isEqualTo(classes(byWeight(3, 1), 8));
    }

    @Test
    void givesTheFirstUsersToFixedClasses() {
        Division division = of(List.of(share(2, scenario("a")), fixed(2, scenario("b")), fixed(1, scenario("c"))));
        assertThat(classes(division, 7)).isEqualTo("1120000");
        assertThat(division.count(1, 1)).isEqualTo(1);
        assertThat(division.count(1, 5)).isEqualTo(2);
        assertThat(division.count(2, 2)).isZero();
        assertThat(division.count(0, 5)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10,3", "5,1,1", "7,5,3,2,1", "1,100", "1,1,1,1"})
    void everyPrefixHasTheRightProportions(String text) {
        int[] weights =
                Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
        Division division = byWeight(weights);
        double sum = Arrays.stream(weights).sum();
        long[] counted = new long[weights.length];
        for (int users = 0; users <= 300; users++) {
            long all = 0;
            for (int i = 0; i < weights.length; i++) {
                long count = division.count(i, users);
                assertThat(count).isEqualTo(counted[i]);
                assertThat((double) count).isBetween(users * weights[i] / sum - 1.5, users * weights[i] / sum + 1.5);
                all += count;
            }
            assertThat(all).isEqualTo(users);
            counted[division.takerOf(users)]++;
        }
    }
}
