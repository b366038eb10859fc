package dev.perf.samples.shop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** What a session is about to buy; guarded by its own lock, since one token may be used by many requests at once. */
final class Cart {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Product, Long> quantities = new LinkedHashMap<>();

    /** Adds to the cart and returns what it holds then. */
    Contents add(Product product, int quantity) {
        lock.lock();
        try {
            quantities.merge(product, (long) quantity, Long::sum);
            return snapshot();
        } finally {
            lock.unlock();
        }
    }

    Contents contents() {
        lock.lock();
        try {
            return snapshot();
        } finally {
            lock.unlock();
        }
    }

    /** Empties the cart and returns what it held. */
    Contents takeAll() {
        lock.lock();
        try {
            Contents contents = snapshot();
            quantities.clear();
            return contents;
        } finally {
            lock.unlock();
        }
    }

    private Contents snapshot() {
        List<Line> lines = new ArrayList<>(quantities.size());
        quantities.forEach((product, quantity) -> lines.add(new Line(product, quantity)));
        return new Contents(lines);
    }

    /** Some pieces of one product. */
    record Line(Product product, long quantity) {

        long cents() {
            return product.cents() * quantity;
        }

        private String json() {
            return JsonWriter.object(json -> json.put("productId", product.id())
                    .put("name", product.name())
                    .put("quantity", quantity)
                    .putMoney("price", product.cents()));
        }
    }

    /** A cart at one moment. */
    record Contents(List<Line> lines) {

        Contents {
            lines = List.copyOf(lines);
        }

        boolean isEmpty() {
            return lines.isEmpty();
        }

        long cents() {
            return lines.stream().mapToLong(Line::cents).sum();
        }

        String itemsJson() {
            return JsonWriter.array(lines.stream().map(Line::json).toList());
        }
    }
}
