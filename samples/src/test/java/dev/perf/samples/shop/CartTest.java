package dev.perf.samples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CartTest {

    private static final Product LAMP = new Product(1, "Lamp", 1_999, "lamps");
    private static final Product KETTLE = new Product(2, "Kettle", 501, "kitchen");

    @Test
    void addsPiecesOfTheSameProductUp() {
        Cart cart = new Cart();
        cart.add(LAMP, 1);
        cart.add(KETTLE, 2);

        Cart.Contents contents = cart.add(LAMP, 3);

        assertThat(contents.lines()).containsExactly(new Cart.Line(LAMP, 4), new Cart.Line(KETTLE, 2));
        assertThat(contents.cents()).isEqualTo(4 * 1_999 + 2 * 501);
        assertThat(contents.itemsJson())
                .isEqualTo("[{\"productId\":1,\"name\":\"Lamp\",\"quantity\":4,\"price\":19.99},"
                        + "{\"productId\":2,\"name\":\"Kettle\",\"quantity\":2,\"price\":5.01}]");
    }

    @Test
    void takingAllLeavesNothing() {
        Cart cart = new Cart();
        cart.add(LAMP, 1);

        assertThat(cart.takeAll().lines()).hasSize(1);
        assertThat(cart.takeAll().isEmpty()).isTrue();
    }

    @Test
    void noPieceIsLostOrBoughtTwiceHoweverManyUseTheCart() {
        Cart cart = new Cart();
        AtomicLong bought = new AtomicLong();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2_000; i++) {
                threads.execute(() -> cart.add(LAMP, 1));
                threads.execute(() -> bought.addAndGet(cart.takeAll().cents()));
            }
        }

        assertThat(bought.get() + cart.contents().cents()).isEqualTo(2_000 * LAMP.cents());
    }
}
