/**
 * What a virtual user does: scenarios, their steps, pauses and the session they work on. Knows no protocol.
 */
@NullMarked
package dev.perf.scenario;

import org.jspecify.annotations.NullMarked;
