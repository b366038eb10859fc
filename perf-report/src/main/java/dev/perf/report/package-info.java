/**
 * Reports of a run. They are made from {@link dev.perf.result.RunResult} alone: this package knows neither the engine
 * that measured nor the plan that was run.
 */
@NullMarked
package dev.perf.report;

import org.jspecify.annotations.NullMarked;
