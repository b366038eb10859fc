package dev.perf.result;

import static dev.perf.source.Given.given;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

    /**
     * Returns the line that makes Jenkins' plugin "JUnit Attachments" show the page of a report beside the test that prints
     * it.
     *
     * @param folder of the report; null for none
     * @param environment the environment variables, by which a job of Jenkins is told: {@code JENKINS_URL}
     * @return the line without its end; empty without a report, and where the job is none of Jenkins
     */
    public static String attachment(@Nullable Path folder, Map<String, String> environment) {
        return folder == null || !given(environment, "environment").containsKey("JENKINS_URL")
                ? ""
                : "[[ATTACHMENT|" + folder.resolve(PAGE).toAbsolutePath() + "]]";
    }
}
