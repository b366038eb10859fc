/** Coordinator and agents, and the runnable {@code perf} command. */
module dev.perf.distributed {
    requires transitive dev.perf.api;
    requires dev.perf.engine;
    requires transitive dev.perf.report;
    requires info.picocli;
    requires java.compiler;
    requires org.jgroups;
    requires org.slf4j;
    requires static org.jspecify;
    requires tools.jackson.core;
    requires tools.jackson.databind;

    exports dev.perf.distributed;

    opens dev.perf.cli to
            info.picocli;

    uses dev.perf.distributed.internal.job.JobFleet.Provider;
}
