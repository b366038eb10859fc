/** {@code stats.csv} and its like: tables for spreadsheets and data frames, with the columns that Locust's users know. */
@NullMarked
package dev.perf.report.internal.csv;

import org.jspecify.annotations.NullMarked;
