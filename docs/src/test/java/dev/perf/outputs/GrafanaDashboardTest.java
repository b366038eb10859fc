package dev.perf.outputs;

import static dev.perf.report.output.Outputs.influxDb;
import static dev.perf.report.output.Outputs.prometheus;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.perf.output.OpenOutput;
import dev.perf.output.Output;
import dev.perf.output.OutputRun;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.samples.shop.DemoShop;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboards ask for nothing that a run does not write. */
class GrafanaDashboardTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Set<String> PANELS =
            Set.of("stat", "timeseries", "heatmap", "table", "state-timeline", "text");
    private static final Pattern SELECTOR = Pattern.compile("(perf_[a-z_]+)(?:\\{([^}]*)})?");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)(?:=~|=|!=|!~)\"");
    private static final Pattern BY = Pattern.compile("by \\(([^)]*)\\)");
    private static final Pattern FROM = Pattern.compile("FROM \"(perf_[a-z]+)\"");
    private static final Pattern QUOTED = Pattern.compile("\"([A-Za-z0-9_]+)\"");

    @TempDir
    Path folder;

    private static JsonNode dashboard(String name) throws IOException {
        return MAPPER.readTree(Files.readString(Path.of("grafana", name)));
    }

    private static List<String> queries(JsonNode dashboard) {
        var queries = new ArrayList<String>();
        for (JsonNode panel : dashboard.get("panels")) {
            for (JsonNode target : panel.get("targets")) {
                queries.add(target.path("expr").asString(target.path("query").asString("")));
            }
        }
        for (JsonNode annotation : dashboard.at("/annotations/list")) {
            queries.add(
                    annotation.path("expr").asString(annotation.path("query").asString("")));
        }
        assertThat(queries).hasSizeGreaterThan(15).allMatch(query -> !query.isBlank());
        return queries;
    }

    @ParameterizedTest
    @ValueSource(strings = {"perf-prometheus.json", "perf-influxdb.json"})
    void isADashboardThatGrafanaTakes(String name) throws Exception {
        JsonNode dashboard = dashboard(name);

        assertThat(dashboard.has("id"))
                .as("an id would be that of another dashboard")
                .isFalse();
        assertThat(dashboard.get("uid").asString()).startsWith("perf-live-");
        var ids = new HashSet<Integer>();
        var taken = new HashSet<String>();
        for (JsonNode panel : dashboard.get("panels")) {
            String title = panel.get("title").asString();
            assertThat(PANELS).as(title).contains(panel.get("type").asString());
            assertThat(ids.add(panel.get("id").asInt())).as("id of %s", title).isTrue();
            JsonNode place = panel.get("gridPos");
            assertThat(place.get("x").asInt() + place.get("w").asInt())
                    .as(title)
                    .isLessThanOrEqualTo(24);
            for (int x = 0; x < place.get("w").asInt(); x++) {
                for (int y = 0; y < place.get("h").asInt(); y++) {
                    String cell =
                            (place.get("x").asInt() + x) + "," + (place.get("y").asInt() + y);
                    assertThat(taken.add(cell))
                            .as("%s overlaps another panel at %s", title, cell)
                            .isTrue();
                }
            }
            var refs = new HashSet<String>();
            for (JsonNode target : panel.get("targets")) {
                assertThat(refs.add(target.get("refId").asString())).as(title).isTrue();
            }
        }
        for (JsonNode source : dashboard.findValues("datasource")) {
            assertThat(source.path("uid").asString("")).isEqualTo("${datasource}");
        }
    }

    /** An output that reads what another one exposes when the run is over. */
    private record Reading(Output output, AtomicReference<String> text) implements Output {
        @Override
        public String name() {
            return output.name();
        }

        @Override
        public OpenOutput open(OutputRun run) throws IOException {
            OpenOutput open = output.open(run);
            return new OpenOutput() {
                @Override
                public void add(Instant at, Snapshot snapshot) {
                    open.add(at, snapshot);
                }

                @Override
                public List<String> end(RunResult result) {
                    List<String> warnings = open.end(result);
                    String note = open.notes().getFirst();
                    try (HttpClient client = HttpClient.newHttpClient()) {
                        text.set(client.send(
                                        HttpRequest.newBuilder(URI.create(note.substring(note.indexOf("http"))))
                                                .build(),
                                        BodyHandlers.ofString())
                                .body());
                    } catch (IOException | InterruptedException failed) {
                        throw new IllegalStateException(failed);
                    }
                    return warnings;
                }

                @Override
                public void close() {
                    open.close();
                }
            };
        }
    }

    /** The labels of each metric that a run exposes. */
    private static Map<String, Set<String>> exposed() throws Exception {
        var text = new AtomicReference<>("");
        try (DemoShop shop = DemoShop.start()) {
            Load.on(shop.url()).output(new Reading(prometheus(), text)).run(RunOptions.DEFAULTS.withoutReport());
        }
        var labels = new HashMap<String, Set<String>>();
        for (String line :
                text.get().lines().filter(line -> !line.startsWith("#")).toList()) {
            Matcher selector = SELECTOR.matcher(line);
            if (selector.lookingAt()) {
                Set<String> names = labels.computeIfAbsent(selector.group(1), any -> new TreeSet<>());
                Matcher label = Pattern.compile("([a-z_]+)=\"").matcher(line);
                while (label.find()) {
                    names.add(label.group(1));
                }
            }
        }
        return labels;
    }

    @Test
    void prometheusHasEveryMetricAndLabelOfTheQueries() throws Exception {
        Map<String, Set<String>> exposed = exposed();
        // Nothing is dropped in this run, and a counter that counted nothing is not there.
        exposed.put("perf_dropped_starts_total", Set.of("test", "run_id", "scenario"));

        for (String query : queries(dashboard("perf-prometheus.json"))) {
            var labels = new TreeSet<String>();
            Matcher selector = SELECTOR.matcher(query);
            while (selector.find()) {
                assertThat(exposed).as(query).containsKey(selector.group(1));
                labels.addAll(exposed.get(selector.group(1)));
                if (selector.group(2) != null) {
                    Matcher label = LABEL.matcher(selector.group(2));
                    while (label.find()) {
                        assertThat(exposed.get(selector.group(1))).as(query).contains(label.group(1));
                    }
                }
            }
            Matcher by = BY.matcher(query);
            while (by.find()) {
                assertThat(labels).as(query).contains(by.group(1).split(", "));
            }
        }
    }

    @Test
    void prometheusUnderstandsTheQueries() throws Exception {
        try (Server server = PrometheusServer.scraping(folder, Server.freePort())) {
            for (String query : queries(dashboard("perf-prometheus.json"))) {
                String filled = query.replace("$__rate_interval", "1m").replaceAll("\\$[a-z_]+", ".*");
                assertThat(server.get("/api/v1/query", "query", filled)
                                .at("/status")
                                .asString())
                        .as(filled)
                        .isEqualTo("success");
            }
        }
    }

    /** The tags and fields of each measurement that a run writes. */
    private static Map<String, Set<String>> written() throws Exception {
        var lines = new CopyOnWriteArrayList<String>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var text =
                    new String(new GZIPInputStream(exchange.getRequestBody()).readAllBytes(), StandardCharsets.UTF_8);
            lines.addAll(text.lines().toList());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try (DemoShop shop = DemoShop.start()) {
            Load.on(shop.url())
                    .output(influxDb("http://127.0.0.1:" + server.getAddress().getPort())
                            .database("perf"))
                    .run(RunOptions.DEFAULTS.withoutReport());
        } finally {
            server.stop(0);
        }
        var names = new HashMap<String, Set<String>>();
        for (String line : lines) {
            Set<String> known = names.computeIfAbsent(line.substring(0, line.indexOf(',')), any -> new TreeSet<>());
            Matcher name = Pattern.compile("[, ]([a-z0-9_]+)=").matcher(line);
            while (name.find()) {
                known.add(name.group(1));
            }
        }
        return names;
    }

    @Test
    void influxHasEveryTagAndFieldOfTheQueries() throws Exception {
        Map<String, Set<String>> written = written();

        for (String query : queries(dashboard("perf-influxdb.json"))) {
            Matcher from = FROM.matcher(query);
            assertThat(from.find()).as(query).isTrue();
            Matcher quoted = QUOTED.matcher(query.replaceAll("AS \"[^\"]*\"", ""));
            while (quoted.find()) {
                if (!quoted.group(1).equals(from.group(1))) {
                    assertThat(written.get(from.group(1))).as(query).contains(quoted.group(1));
                }
            }
        }
    }
}
