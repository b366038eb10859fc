package dev.perf.result;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a report is to be read, in the form that consoles and editors turn into a link. */
public final class ReportLink {

    private static final String PAGE = "index.html";

    private ReportLink() {}

    /**
     * Returns the address of the page in the folder of a report; of the folder itself, where the page could not be
     * written; null for none.
     */
    public static @Nullable URI to(@Nullable Path folder) {
        if (folder == null) {
            return null;
        }
        Path page = folder.resolve(PAGE);
        return Files.isDirectory(folder) && Files.notExists(page) ? folder.toUri() : page.toUri();
    }
}
