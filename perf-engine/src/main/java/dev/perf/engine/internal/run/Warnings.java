package dev.perf.engine.internal.run;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logger of what listeners, the result and the log of the run say as well. Who shows these on the same terminal turns
 * it off by its name, as the {@code perf} command does.
 */
final class Warnings {

    static final Logger LOG = LoggerFactory.getLogger("dev.perf.warnings");

    private Warnings() {}
}
