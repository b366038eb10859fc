/**
 * What coordinator and agents ask of the engine: to conduct a run whose load agents put on, to put on a share of one, and
 * to make the same plan again elsewhere.
 */
@NullMarked
package dev.perf.engine.conduct;

import org.jspecify.annotations.NullMarked;
