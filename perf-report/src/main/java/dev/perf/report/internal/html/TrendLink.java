package dev.perf.report.internal.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way from a page to the report of a run. */
final class TrendLink {

    private TrendLink() {}

    /**
     * Returns the address of a report's page, relative to {@code page}; null where there is none, or not any more.
     *
     * @param folder of the history
     * @param report folder of the report, relative to that of the history
     */
    static @Nullable String to(Path folder, @Nullable String report, Path page) {
        if (report == null) {
            return null;
        }
        try {
            Path target = folder.toAbsolutePath()
                    .normalize()
                    .resolve(report)
                    .normalize()
                    .resolve("index.html");
            if (!Files.isRegularFile(target)) {
                return null;
            }
            Path way = page.toAbsolutePath().normalize().resolveSibling("").relativize(target);
            List<String> names = new ArrayList<>();
            for (Path name : way) {
                names.add(URLEncoder.encode(name.toString(), UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A"));
            }
            return "./" + String.join("/", names);
        } catch (IllegalArgumentException elsewhere) {
            return null;
        }
    }
}
