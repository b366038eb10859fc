package dev.perf.engine.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.plan.TestFile;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The effective configuration as people see it. */
class EffectiveTextTest {

    @Test
    void eachValueTellsWhereItComesFrom(@TempDir Path folder) throws IOException {
        var given = new Given(folder);
        given.environment.put("API_TOKEN", "s3cr3t-token");
        given.environment.put("SHOP", "shop.example");
        given.properties.put("perf.set.thinkTimeFactor", "0.5");
        TestFile file = given.file("""
            host: ${SHOP}
            headers:
              X-Api-Key: abc123
              X-Trace: ${API_TOKEN}
              Authorization: "Bearer {{ token }}"
            variables: {currency: [EUR, USD], empty: []}
            environments:
              staging:
                port: ${PORT:-8443}
            scenarios:
              - name: visitor
                flow:
                  - get: https://user:pass@other.example/
            """);
        assertThat(String.join(
                        "\n",
                        given.effective(
                                file.environment("staging").profile("smoke").set("users", "3"))))
                .isEqualTo("""
                    # file test.yaml, environment staging, profile smoke
                    host: shop.example                                         # environment variable SHOP, \
                    test.yaml:1
                    headers.X-Api-Key: ***                                     # test.yaml:3
                    headers.X-Trace: ***                                       # environment variable API_TOKEN, \
                    test.yaml:4
                    headers.Authorization: Bearer {{ token }}                  # test.yaml:5
                    variables.currency[0]: EUR                                 # test.yaml:6
                    variables.currency[1]: USD                                 # test.yaml:6
                    variables.empty: []                                        # test.yaml:6
                    scenarios.visitor.name: visitor                            # test.yaml:11
                    scenarios.visitor.flow[0].get: https://***@other.example/  # test.yaml:13
                    port: 8443                                                 # test.yaml:9
                    users: 3                                                   # --set users
                    duration: 2m                                               # preset smoke
                    rampUp: 10s                                                # preset smoke
                    thinkTimeFactor: 0.5                                       # -Dperf.set.thinkTimeFactor\
                    """);
    }
}
