/** How a file's test is run: by which agents, with which outputs and reports. */
@NullMarked
package dev.perf.engine.internal.settings.run;

import org.jspecify.annotations.NullMarked;
