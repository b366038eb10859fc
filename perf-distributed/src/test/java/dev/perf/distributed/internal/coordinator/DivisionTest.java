package dev.perf.distributed.internal.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.distributed.internal.coordinator.Division.Place;
import dev.perf.distributed.internal.coordinator.Division.Seat;
import dev.perf.fleet.Sharing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DivisionTest {

    @ParameterizedTest
    @CsvSource({
        // capacities (x: lost, e: empty), sharing, taken over, peak; weights, missing
        "0 0 0, CAPACITY, true, 0, 1 1 1, 0",
        "100 200 300, CAPACITY, true, 0, 1 2 3, 0",
        "100.5 201, CAPACITY, true, 0, 1 2, 0",
        "100 200.5 300, CAPACITY, true, 0, 333 668 1000, 0",
        "500 1000, CAPACITY, true, 0, 1 2, 0",
        "500 1000, ROUND_ROBIN, true, 0, 1 1, 0",
        "100 0 100, CAPACITY, true, 0, 1 1 1, 0",
        "0 0x 0, CAPACITY, true, 0, 1 0 1, 0",
        "0 0x 0, CAPACITY, false, 0, 1 1 1, 0.3333",
        "0 0e 0, CAPACITY, false, 0, 1 0 1, 0",
        "100 100 100x, CAPACITY, true, 200, 1 1 0, 0",
        "100 100 100x, CAPACITY, true, 300, 1 1 1, 0.3333",
        "100 100 100x, CAPACITY, true, 240, 5 5 2, 0.1667",
        "100 100 100x, CAPACITY, true, 9999, 1 1 1, 0.3333",
        "100 300 100x, ROUND_ROBIN, true, 300, 1 1 1, 0.3333",
        "0x 0x, CAPACITY, true, 0, 1 1, 1",
    })
    void divides(String places, Sharing sharing, boolean isTakenOver, double peak, String weights, double missing) {
        Division division = Division.of(
                Arrays.stream(places.split(" ")).map(DivisionTest::place).toList(), sharing, isTakenOver, peak);
        assertThat(division.weights())
                .isEqualTo(
                        Arrays.stream(weights.split(" ")).map(Integer::valueOf).toList());
        assertThat(Math.round(division.missing() * 1e4) / 1e4).isEqualTo(missing);
    }

    @Test
    void nobodyTakesOverMoreThanItCanDoAndNothingIsMissingWithoutNeed() {
        var random = new Random(7);
        for (int round = 0; round < 5_000; round++) {
            List<Place> places = new ArrayList<>();
            double sum = 0;
            for (int i = 0; i <= random.nextInt(6) + 1; i++) {
                double capacity = 10 + random.nextInt(1_000);
                sum += capacity;
                places.add(new Place(capacity, i > 0 && random.nextInt(3) == 0 ? Seat.LOST : Seat.TAKEN));
            }
            double peak = sum * random.nextDouble();
            Division division = Division.of(places, Sharing.CAPACITY, true, peak);
            long all = division.weights().stream().mapToLong(Integer::longValue).sum();
            double can = 0;
            for (int i = 0; i < places.size(); i++) {
                if (places.get(i).seat() == Seat.TAKEN) {
                    can += places.get(i).capacity();
                    // Weights are thousandths, so a small one is rounded by some percent.
                    double rounding = 1 + sum / places.get(i).capacity() / 1_000;
                    assertThat(peak * division.weights().get(i) / all)
                            .isLessThanOrEqualTo(places.get(i).capacity() * rounding);
                }
            }
            if (can > peak * 1.1) {
                assertThat(division.missing()).isLessThan(0.06);
            }
        }
    }

    private static Place place(String text) {
        Seat seat = text.endsWith("x") ? Seat.LOST : text.endsWith("e") ? Seat.EMPTY : Seat.TAKEN;
        return new Place(Double.parseDouble(text.replaceAll("[xe]$", "")), seat);
    }
}
