/** Coordinator and agents, and the runnable {@code perf} command. */
module dev.perf.distributed {
    requires dev.perf.api;
    requires dev.perf.engine;
    requires dev.perf.report;
    requires info.picocli;
    requires java.compiler;
    requires java.management;
    requires jdk.management;
    requires org.jgroups;
    requires org.slf4j;
    requires static org.jspecify;
    requires tools.jackson.core;
    requires tools.jackson.databind;

    opens dev.perf.cli to
            info.picocli;
    // Which reads the settings of protocols, ours among them, and makes tokens.
    opens dev.perf.distributed.internal.transport to
            org.jgroups;
}
