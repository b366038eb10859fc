/**
 * A database under load, by JDBC and a pool of connections.
 */
@NullMarked
package dev.perf.samples.jdbc;

import org.jspecify.annotations.NullMarked;
