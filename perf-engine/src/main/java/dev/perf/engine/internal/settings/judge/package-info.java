/** What decides the verdict of a file's test: limits, objectives, and Artillery's {@code ensure}. */
@NullMarked
package dev.perf.engine.internal.settings.judge;

import org.jspecify.annotations.NullMarked;
