/**
 * The process that has agents put on the load of a run: it takes agents on, holds leases out to them, gets them ready, has
 * them begin at the same moment, takes in what they measure, and divides the load anew when one is lost. Knows neither what
 * a plan is nor what an entry of a journal holds.
 */
@NullMarked
package dev.perf.distributed.internal.coordinator;

import org.jspecify.annotations.NullMarked;
