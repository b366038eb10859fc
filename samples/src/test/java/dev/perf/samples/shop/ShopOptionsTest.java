package dev.perf.samples.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShopOptionsTest {

    @Test
    void everyMethodChangesItsOwnValueAlone() {
        ShopOptions options = DemoShop.builder()
                .host("localhost")
                .port(1)
                .latency(Duration.ofMillis(2))
                .jitter(3)
                .capacity(4)
                .errorRate(0.5)
                .slowDown(6)
                .users(7)
                .products(8)
                .tokenLifetime(Duration.ofSeconds(9))
                .seed(10);

        assertThat(options)
                .isEqualTo(new ShopOptions(
                        "localhost", 1, Duration.ofMillis(2), 3, 4, 0.5, 6, 7, 8, Duration.ofSeconds(9), 10));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(options -> options.host(" "), "host   must not be blank"),
                mistake(options -> options.port(-1), "port -1 must be in [0, 65535]"),
                mistake(options -> options.port(65_536), "port 65536 must be in [0, 65535]"),
                mistake(options -> options.latency(Duration.ofMillis(-1)), "latency PT-0.001S must be in [0, 1 min]"),
                mistake(options -> options.jitter(-1), "jitter -1.0 must be in [0, 100]"),
                mistake(options -> options.capacity(0), "capacity 0 must be at least 1"),
                mistake(options -> options.errorRate(1.1), "errorRate 1.1 must be in [0, 1]"),
                mistake(options -> options.errorRate(Double.NaN), "errorRate NaN must be in [0, 1]"),
                mistake(options -> options.slowDown(-1), "slowDown -1.0 must be in [0, 10000]"),
                mistake(options -> options.users(0), "users 0 must be at least 1"),
                mistake(options -> options.products(100_001), "products 100001 must be in [1, 100000]"),
                mistake(options -> options.tokenLifetime(Duration.ZERO), "tokenLifetime PT0S must be in [1 s, 365 d]"));
    }

    private static Arguments mistake(UnaryOperator<ShopOptions> change, String message) {
        return arguments(change, message);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void refusesValuesOutOfRange(UnaryOperator<ShopOptions> change, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> change.apply(DemoShop.builder()))
                .withMessage("demo shop: " + message);
    }
}
