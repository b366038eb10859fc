/** Other load-testing tools, whose results Perf reads. */
@NullMarked
package dev.perf.engine.external;

import org.jspecify.annotations.NullMarked;
