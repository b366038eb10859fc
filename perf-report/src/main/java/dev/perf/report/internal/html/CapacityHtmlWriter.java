package dev.perf.report.internal.html;

import dev.perf.search.CapacityResult;
import dev.perf.spi.CapacityWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the page of a search as {@link HtmlWriter} does that of a run. */
public final class CapacityHtmlWriter implements CapacityWriter {

    /** For {@link java.util.ServiceLoader}. */
    public CapacityHtmlWriter() {}

    @Override
    public String fileName() {
        return "index.html";
    }

    @Override
    public void write(CapacityResult result, Path file) throws IOException {
        Files.writeString(file.resolveSibling("report.css"), Asset.STYLE.content());
        Files.writeString(file, CapacityPage.of(result));
    }
}
