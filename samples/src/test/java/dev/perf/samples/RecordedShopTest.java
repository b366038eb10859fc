package dev.perf.samples;

import static dev.perf.Perf.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.cli.har.HarImport;
import dev.perf.cli.har.HarImport.Imported;
import dev.perf.cli.har.HarImport.Wanted;
import dev.perf.plan.TestPlan.Workload;
import dev.perf.result.MetricResult;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.samples.shop.DemoShop;
import dev.perf.spi.RunOptions;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session of Chromium with the demo shop, recorded by its devtools, becomes a load test that compiles and holds. */
class RecordedShopTest {

    @TempDir
    private Path folder;

    @Test
    void whatWasRecordedRunsAgainstAnotherShopWithAFreshToken() throws Exception {
        Imported imported = HarImport.of(recording(), new Wanted("recorded", "ShopRecording", List.of(), false));
        assertThat(imported.requests()).isEqualTo(7);
        assertThat(imported.saved()).isEqualTo(1);
        assertThat(imported.notes())
                .containsExactly("1 request for styles, scripts, pictures or fonts; --include-static imports them");

        try (DemoShop shop = DemoShop.start()) {
            LoadTest test = compiled(imported.source()).http(http -> http.baseUrl(shop.url()));
            RunResult result = LoadTest.of(test.plan()
                            .withWorkloads(List.of(new Workload(
                                    test.plan().workloads().getFirst().scenario(), users(3).iterations(2)))))
                    .run(RunOptions.DEFAULTS.withoutReport());

            assertThat(result.errors()).isEmpty();
            assertThat(result.ledger().completed()).isEqualTo(6);
            assertThat(result.requests())
                    .extracting(RequestResult::name)
                    .containsExactly(
                            "GET /health",
                            "POST /auth/login",
                            "GET /api/products",
                            "GET /api/products/2",
                            "POST /api/cart",
                            "GET /api/cart",
                            "POST /api/checkout");
            assertThat(((MetricResult.Rate) result.metric("checks")).passes()).isEqualTo(42);
        }
    }

    private String recording() throws Exception {
        try (InputStream har = Objects.requireNonNull(getClass().getResourceAsStream("/recordings/shop.har"))) {
            return new String(har.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private LoadTest compiled(String source) throws Exception {
        Path file = folder.resolve("ShopRecording.java");
        Files.writeString(file, source);
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        file.toString());
        assertThat(code).as(source).isZero();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            return (LoadTest)
                    loader.loadClass("recorded.ShopRecording").getMethod("test").invoke(null);
        }
    }
}
