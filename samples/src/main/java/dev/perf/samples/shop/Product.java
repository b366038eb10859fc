package dev.perf.samples.shop;

/**
 * Something to buy.
 *
 * @param json the product as JSON; rendered once, as it is sent far more often than made
 */
record Product(int id, String name, long cents, String category, String json) {

    Product(int id, String name, long cents, String category) {
        this(
                id,
                name,
                cents,
                category,
                JsonWriter.object(json -> json.put("id", id)
                        .put("name", name)
                        .putMoney("price", cents)
                        .put("category", category)));
    }
}
