package dev.perf.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.samples.ShopLoadTest;
import dev.perf.samples.shop.DemoShop;
import org.junit.jupiter.api.Test;

/** The snippet of debugging.md. */
class DebuggingTest {

    // tag::test[]
    @Test
    void theScenariosOfTheLoadTestWork() throws InterruptedException {
        try (DemoShop shop = DemoShop.start()) {
            assertThat(ShopLoadTest.test(shop.url()).debug(System.out)).isTrue();
        }
    }
    // end::test[]
}
