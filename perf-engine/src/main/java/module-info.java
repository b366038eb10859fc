/** Runs Perf plans in this JVM on virtual threads. */
@SuppressWarnings("module") // dev.perf.distributed is compiled later
module dev.perf.engine {
    requires transitive dev.perf.api;
    requires static com.github.luben.zstd_jni;
    requires static com.networknt.schema;
    requires static dec;
    requires static jdk.jfr;
    requires static org.jsoup;
    requires static org.jspecify;
    requires de.siegmar.fastcsv;
    requires HdrHistogram;
    requires java.management;
    requires java.net.http;
    requires java.xml;
    requires jdk.management;
    requires json.path;
    requires org.slf4j;
    requires org.yaml.snakeyaml;
    requires tools.jackson.core;
    requires tools.jackson.databind;

    exports dev.perf.engine;
    exports dev.perf.engine.external;
    exports dev.perf.engine.conduct to
            dev.perf.distributed;
    exports dev.perf.engine.fleet to
            dev.perf.distributed;
    exports dev.perf.engine.origin to
            dev.perf.distributed;
    exports dev.perf.engine.internal.wire to
            dev.perf.distributed;

    provides dev.perf.spi.BenchmarkEngine with
            dev.perf.engine.PerfBenchmarks;
    provides dev.perf.spi.Engine with
            dev.perf.engine.PerfEngine;
    provides dev.perf.spi.FileEngine with
            dev.perf.engine.PerfFiles;

    uses dev.perf.output.OutputProvider;
    uses dev.perf.protocol.ProtocolProvider;
    uses dev.perf.spi.BenchmarkWriter;
    uses dev.perf.spi.CapacityWriter;
    uses dev.perf.spi.HistoryWriter;
    uses dev.perf.spi.ResultWriter;
}
