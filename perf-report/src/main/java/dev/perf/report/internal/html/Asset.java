package dev.perf.report.internal.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A style sheet or script, put into the page as it is. Its hash is what the page's content security policy
 * allows.
 *
 * @param element {@code style} or {@code script}
 * @param content the text of the file
 */
record Asset(String element, String content) implements Node {

    static final Asset STYLE = new Asset("style", text("report.css"));

    /** The charts that the script draws. */
    static final Asset CHARTS = new Asset("script", text("vendor/uplot/uPlot.iife.min.js"));

    static final Asset CHARTS_STYLE = new Asset("style", text("vendor/uplot/uPlot.min.css"));

    /** Our own script: a file per subject, those before their users. */
    static final Asset SCRIPT = new Asset(
            "script",
            joined(
                    "script/",
                    "numbers",
                    "distribution",
                    "model",
                    "figures",
                    "charts",
                    "heatmap",
                    "percentiles",
                    "cursor",
                    "files",
                    "tables",
                    "elements",
                    "requests",
                    "theme",
                    "page"));

    Asset {
        if (content.contains("</")) {
            throw new IllegalArgumentException("a " + element + " must not contain \"</\"");
        }
    }

    /** Returns the hash in the form that a content security policy takes. */
    String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    @Override
    public void render(StringBuilder out) {
        out.append('<').append(element).append('>').append(content);
        out.append("</").append(element).append('>');
    }

    /** Returns the text of scripts, one behind the other. */
    static String joined(String folder, String... subjects) {
        return Stream.of(subjects)
                .map(subject -> text(folder + subject + ".js"))
                .collect(Collectors.joining());
    }

    /** Returns the text of a file beside this class. */
    static String text(String file) {
        try (InputStream in = Asset.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("perf-report.jar lacks " + file);
            }
            // A carriage return would become a line feed in the browser, and the hash would not match.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
