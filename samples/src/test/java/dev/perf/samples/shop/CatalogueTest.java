package dev.perf.samples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private final Catalogue catalogue = new Catalogue(50, 1);

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(new Catalogue(50, 1).page(1, 100, null)).isEqualTo(catalogue.page(1, 100, null));
        assertThat(new Catalogue(50, 2).page(1, 100, null)).isNotEqualTo(catalogue.page(1, 100, null));
    }

    @Test
    void findsProductsByIdFromOne() {
        assertThat(catalogue.find(0)).isEmpty();
        assertThat(catalogue.find(1)).map(Product::id).contains(1);
        assertThat(catalogue.find(50)).map(Product::id).contains(50);
        assertThat(catalogue.find(51)).isEmpty();
    }

    @Test
    void pagesHoldEveryProductOnce() {
        List<Integer> ids = IntStream.rangeClosed(1, 4)
                .mapToObj(page -> catalogue.page(page, 15, null))
                .flatMap(page -> page.products().stream())
                .map(Product::id)
                .toList();

        assertThat(ids).isEqualTo(IntStream.rangeClosed(1, 50).boxed().toList());
        assertThat(catalogue.page(4, 15, null).products()).hasSize(5);
    }

    @Test
    void pagesBehindTheLastAreEmpty() {
        assertThat(catalogue.page(1_000_000, 100, null)).isEqualTo(new Catalogue.Page(List.of(), 50));
    }

    @Test
    void categoriesShareTheCatalogue() {
        Catalogue.Page lamps = catalogue.page(1, 100, "lamps");

        assertThat(lamps.products())
                .isNotEmpty()
                .allMatch(product -> product.category().equals("lamps"));
        assertThat(lamps.total()).isEqualTo(lamps.products().size());
        assertThat(catalogue.page(1, 100, "cars")).isEqualTo(new Catalogue.Page(List.of(), 0));
    }
}
