/** Coordinator and agents, a queue of tests over them, and the runnable {@code perf} command. */
module dev.perf.distributed {
    requires transitive dev.perf.api;
    requires transitive dev.perf.report;
    requires dev.perf.engine;
    requires info.picocli;
    requires java.compiler;
    requires java.management;
    requires jdk.management;
    requires org.jgroups;
    requires org.slf4j;
    requires static org.jspecify;
    requires tools.jackson.core;
    requires tools.jackson.databind;

    exports dev.perf.distributed;

    opens dev.perf.cli to
            info.picocli;
    opens dev.perf.distributed.internal.transport to
            org.jgroups;

    provides dev.perf.spi.FleetEngine with
            dev.perf.distributed.internal.FleetRuns;
}
