package dev.perf.samples.files;

import dev.perf.scenario.User;
import java.util.List;

/** Steps of {@code samples/files/shop.yaml} that are easier to say in Java. */
public final class ShopHooks {

    private ShopHooks() {}

    /**
     * Keeps, as {@code productId}, the one of {@code ids} that {@code prices}, in the same order, have the least for.
     *
     * @throws IllegalStateException if the answer had no products
     */
    public static void chooseCheapest(User user) {
        var ids = (List<?>) user.session().get("ids");
        var prices = (List<?>) user.session().get("prices");
        Object cheapest = null;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < ids.size(); i++) {
            double price = Double.parseDouble(String.valueOf(prices.get(i)));
            if (price < least) {
                cheapest = ids.get(i);
                least = price;
            }
        }
        if (cheapest == null) {
            throw new IllegalStateException("the page has no products");
        }
        user.session().set("productId", cheapest);
    }
}
