/**
 * {@code index.html}: the result for people, one page that needs neither scripts nor a network.
 *
 * <p>From below: {@link dev.perf.report.internal.html.Element} is markup that cannot be written unescaped,
 * {@link dev.perf.report.internal.html.Format} says numbers, {@link dev.perf.report.internal.html.Plot} draws,
 * {@link dev.perf.report.internal.html.Table} tabulates; a class per section says what is shown, and
 * {@link dev.perf.report.internal.html.Page} in which order. The script only adds comfort, and takes its data from the
 * tables of the page.
 */
@NullMarked
package dev.perf.report.internal.html;

import org.jspecify.annotations.NullMarked;
