package dev.perf.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/** Gatling's own build, in the folder {@code gatling}: it never meets Perf's class path. */
final class Gatling {

    /** Longer than it takes from its start to its first request. */
    static final int START_SECONDS = 3;

    private static final Path PROJECT = Path.of("gatling").toAbsolutePath();

    private Gatling() {}

    /** Builds it with Maven. */
    static void build() throws IOException, InterruptedException {
        Process maven = new ProcessBuilder(
                        "mvn", "-q", "-B", "-f", PROJECT.resolve("pom.xml").toString(), "package")
                .inheritIO()
                .start();
        if (maven.waitFor() != 0) {
            throw new IOException("Gatling's simulations did not compile; see above");
        }
    }

    static String classPath() {
        return PROJECT.resolve("target/classes") + ":" + PROJECT.resolve("target/lib") + "/*";
    }
}
