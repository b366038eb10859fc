package dev.perf.outputs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts Prometheus as Debian has it. */
final class PrometheusServer {

    private PrometheusServer() {}

    /** Starts one that scrapes a port twice a second. */
    static Server scraping(Path folder, int target, String... flags) throws Exception {
        String program = Server.require("prometheus");
        int port = Server.freePort();
        Path settings = Files.writeString(folder.resolve("prometheus.yml"), """
            global:
              scrape_interval: 500ms
              scrape_timeout: 500ms
            scrape_configs:
              - job_name: perf
                static_configs:
                  - targets: ["127.0.0.1:%d"]
            """.formatted(target));
        var command = new ArrayList<>(List.of(
                program,
                "--config.file=" + settings,
                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port));
        command.addAll(List.of(flags));
        return new Server(folder, port, "/-/ready", command);
    }
}
