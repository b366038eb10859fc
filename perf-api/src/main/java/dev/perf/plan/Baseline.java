package dev.perf.plan;

import dev.perf.source.SourceLocation;
import java.nio.file.Path;

/**
 * The earlier run that limits such as {@code baseline + 10%} follow from.
 *
 * @param path its {@code summary.json}, or the folder of its report
 * @param required whether it is a mistake if there is no such file; else those limits are not judged then
 * @param location where it was named
 */
public record Baseline(Path path, boolean required, SourceLocation location) {}
