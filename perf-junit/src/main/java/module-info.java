/** JUnit Jupiter extension and fluent assertions of Perf. */
module dev.perf.junit {
    requires transitive dev.perf.api;
    requires transitive org.junit.jupiter.api;
    requires static org.assertj.core;
    requires static transitive org.jspecify;

    exports dev.perf.junit;
}
