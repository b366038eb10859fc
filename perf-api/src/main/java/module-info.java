/** The DSL, the immutable plan, the result types and the ports of Perf. */
module dev.perf.api {
    requires static transitive org.jspecify;
    requires transitive java.sql;

    exports dev.perf;
    exports dev.perf.benchmark;
    exports dev.perf.check;
    exports dev.perf.event;
    exports dev.perf.feed;
    exports dev.perf.fleet;
    exports dev.perf.http;
    exports dev.perf.load;
    exports dev.perf.metric;
    exports dev.perf.output;
    exports dev.perf.plan;
    exports dev.perf.protocol;
    exports dev.perf.result;
    exports dev.perf.scenario;
    exports dev.perf.search;
    exports dev.perf.slo;
    exports dev.perf.soak;
    exports dev.perf.source;
    exports dev.perf.spi;
    exports dev.perf.sse;
    exports dev.perf.stream;
    exports dev.perf.text;
    exports dev.perf.threshold;
    exports dev.perf.websocket;

    uses dev.perf.spi.BenchmarkEngine;
    uses dev.perf.spi.Engine;
    uses dev.perf.spi.FileEngine;
    uses dev.perf.spi.FleetEngine;
}
