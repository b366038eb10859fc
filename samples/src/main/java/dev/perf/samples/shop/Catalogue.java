package dev.perf.samples.shop;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableList;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The products on sale: generated from a seed, immutable. */
final class Catalogue {

    private static final List<String> CATEGORIES =
            List.of("books", "garden", "kitchen", "lamps", "music", "sports", "tools", "toys");
    private static final List<String> QUALITIES =
            List.of("Blue", "Compact", "Folding", "Large", "Light", "Oak", "Quiet", "Robust", "Simple", "Steel");
    private static final List<String> THINGS = List.of(
            "Atlas", "Basket", "Bench", "Box", "Chair", "Clock", "Drill", "Flute", "Globe", "Kettle", "Lantern",
            "Scale");

    private final List<Product> products;
    private final Map<String, List<Product>> byCategory;

    Catalogue(int size, long seed) {
        Draws draws = new Draws(seed, "catalogue");
        products = IntStream.rangeClosed(1, size)
                .mapToObj(id -> product(id, draws))
                .toList();
        byCategory = products.stream()
                .collect(collectingAndThen(groupingBy(Product::category, toUnmodifiableList()), Map::copyOf));
    }

    private static Product product(int id, Draws draws) {
        String name = pick(QUALITIES, draws) + " " + pick(THINGS, draws) + " " + id;
        long cents = 499 + (long) (draws.nextDouble() * 19_500);
        return new Product(id, name, cents, pick(CATEGORIES, draws));
    }

    private static String pick(List<String> words, Draws draws) {
        return words.get((int) (draws.nextDouble() * words.size()));
    }

    Optional<Product> find(int id) {
        return id >= 1 && id <= products.size() ? Optional.of(products.get(id - 1)) : Optional.empty();
    }

    int size() {
        return products.size();
    }

    /**
     * One page of a listing, in order of ids.
     *
     * @param page from 1
     * @param category all categories if null
     */
    Page page(int page, int size, @Nullable String category) {
        List<Product> all = category == null ? products : byCategory.getOrDefault(category, List.of());
        int from = (int) Math.min(all.size(), (page - 1L) * size);
        int to = Math.min(all.size(), from + size);
        return new Page(all.subList(from, to), all.size());
    }

    /** Products of one page, and how many there are on all pages. */
    record Page(List<Product> products, int total) {}
}
