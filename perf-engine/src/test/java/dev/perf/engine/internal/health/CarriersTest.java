package dev.perf.engine.internal.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CarriersTest {

    /** One server is busy for its share; of several, the values of the closed form. */
    @ParameterizedTest
    @CsvSource({
        "1, 0.05, 0.05",
        "1, 0.5, 0.5",
        "2, 0.5, 0.333333",
        "2, 0.25, 0.1",
        "4, 0.25, 0.020408",
        "3, 0.6666667, 0.444444"
    })
    void tellsHowManyFindAllCarriersTaken(int carriers, double share, double waiting) {
        assertThat(Carriers.waiting(carriers, share)).isCloseTo(waiting, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.05", "2, 0.1711", "4, 0.3296", "8, 0.4836"})
    void oneInTwentyWaitsFromAShareThatGrowsWithTheCarriers(int carriers, double share) {
        assertThat(Carriers.busyShare(0.05, carriers)).isCloseTo(share, within(1e-4));
    }

    @Test
    void manyCarriersCanBeKeptBusyForMostOfTheirTime() {
        assertThat(Carriers.busyShare(0.05, 1_000)).isBetween(0.9, 1.0);
    }
}
