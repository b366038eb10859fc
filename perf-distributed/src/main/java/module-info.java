/** The runnable {@code perf} command. */
module dev.perf.distributed {
    requires dev.perf.api;
    requires info.picocli;
    requires static org.jspecify;

    opens dev.perf.cli to
            info.picocli;
}
