package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What others wrote is in the jar as they published it. */
class VendorTest {

    private static final String UPLOT = "vendor/uplot/";

    @Test
    void uPlotIsTheReleaseThatItSays() throws Exception {
        List<String> hashes = text("SHA-512").lines().toList();

        assertThat(hashes).hasSize(3);
        for (String line : hashes) {
            String[] parts = line.split(" {2}");
            byte[] digest = MessageDigest.getInstance("SHA-512").digest(bytes(parts[1]));
            assertThat(HexFormat.of().formatHex(digest)).as(parts[1]).isEqualTo(parts[0]);
        }
        // Changes together with the files, by the script "update" beside them, and by nothing else.
        assertThat(hashes.getFirst())
                .isEqualTo("8df9b8c2bc60abbdd95c5cf260f46681f41def2623b6c1f9ed2cdf823a62797e"
                        + "2b8277c700c01926043560b4ec73a1ce5fed6d9c68e7905b9eadb73ca08da626  uPlot.iife.min.js");
        assertThat(text("VERSION").strip()).isEqualTo("1.6.32");
        assertThat(text("uPlot.iife.min.js")).startsWith("/*! https://github.com/leeoniya/uPlot (v1.6.32) */");
        assertThat(text("LICENSE")).startsWith("The MIT License (MIT)");
    }

    private static String text(String file) throws IOException {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String file) throws IOException {
        try (InputStream in = Asset.class.getResourceAsStream(UPLOT + file)) {
            return in.readAllBytes();
        }
    }
}
