package dev.perf.report.internal.html;

import dev.perf.result.RunResult;
import dev.perf.spi.ResultWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes {@code index.html}, complete in itself, and {@code report.css} beside it, for servers such as Jenkins that
 * forbid styles within pages.
 */
public final class HtmlWriter implements ResultWriter {

    /** For {@link java.util.ServiceLoader}. */
    public HtmlWriter() {}

    @Override
    public String fileName() {
        return "index.html";
    }

    @Override
    public void write(RunResult result, Path file) throws IOException {
        Files.writeString(file.resolveSibling("report.css"), Asset.STYLE.content());
        Files.writeString(file, Page.of(result, RunFiles.beside(file)));
    }
}
