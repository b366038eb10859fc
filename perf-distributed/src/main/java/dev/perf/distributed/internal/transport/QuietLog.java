package dev.perf.distributed.internal.transport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jgroups.logging.CustomLogFactory;
import org.jgroups.logging.Log;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What JGroups logs, a level or two lower than it thinks: that somebody leaves or dies is usual here, and told in our own words.
 * Errors become debug lines, at most ten a minute, and the rest is for tracing.
 */
final class QuietLog implements Log, CustomLogFactory {

    private static final Logger LOG = LoggerFactory.getLogger("dev.perf.distributed.jgroups");
    private static final int MOST_PER_MINUTE = 10;

    private final AtomicLong minute = new AtomicLong(Long.MIN_VALUE);
    private final AtomicInteger lines = new AtomicInteger();

    @Override
    public Log getLog(Class<?> type) {
        return this;
    }

    @Override
    public Log getLog(String category) {
        return this;
    }

    private void log(Level level, String text, @Nullable Throwable cause) {
        if (level == Level.DEBUG) {
            long now = System.nanoTime() / TimeUnit.MINUTES.toNanos(1);
            if (minute.getAndSet(now) != now) {
                lines.set(0);
            }
            if (lines.incrementAndGet() > MOST_PER_MINUTE) {
                return;
            }
        }
        LOG.atLevel(level).setCause(cause).log("{}", text);
    }

    private void log(Level level, String format, Object... arguments) {
        if (LOG.isEnabledForLevel(level)) {
            log(level, arguments.length == 0 ? format : String.format(format, arguments), (Throwable) null);
        }
    }

    @Override
    public boolean isFatalEnabled() {
        return LOG.isDebugEnabled();
    }

    @Override
    public void fatal(String text) {
        log(Level.DEBUG, text, (Throwable) null);
    }

    @Override
    public void fatal(String format, Object... arguments) {
        log(Level.DEBUG, format, arguments);
    }

    @Override
    public void fatal(String text, Throwable cause) {
        log(Level.DEBUG, text, cause);
    }

    @Override
    public boolean isErrorEnabled() {
        return LOG.isDebugEnabled();
    }

    @Override
    public void error(String text) {
        log(Level.DEBUG, text, (Throwable) null);
    }

    @Override
    public void error(String format, Object... arguments) {
        log(Level.DEBUG, format, arguments);
    }

    @Override
    public void error(String text, Throwable cause) {
        log(Level.DEBUG, text, cause);
    }

    @Override
    public boolean isWarnEnabled() {
        return LOG.isDebugEnabled();
    }

    @Override
    public void warn(String text) {
        log(Level.DEBUG, text, (Throwable) null);
    }

    @Override
    public void warn(String format, Object... arguments) {
        log(Level.DEBUG, format, arguments);
    }

    @Override
    public void warn(String text, Throwable cause) {
        log(Level.DEBUG, text, cause);
    }

    @Override
    public boolean isInfoEnabled() {
        return LOG.isTraceEnabled();
    }

    @Override
    public void info(String text) {
        log(Level.TRACE, text, (Throwable) null);
    }

    @Override
    public void info(String format, Object... arguments) {
        log(Level.TRACE, format, arguments);
    }

    @Override
    public boolean isDebugEnabled() {
        return LOG.isTraceEnabled();
    }

    @Override
    public void debug(String text) {
        log(Level.TRACE, text, (Throwable) null);
    }

    @Override
    public void debug(String format, Object... arguments) {
        log(Level.TRACE, format, arguments);
    }

    @Override
    public void debug(String text, Throwable cause) {
        log(Level.TRACE, text, cause);
    }

    @Override
    public boolean isTraceEnabled() {
        return LOG.isTraceEnabled();
    }

    @Override
    public void trace(String text) {
        log(Level.TRACE, text, (Throwable) null);
    }

    @Override
    public void trace(String format, Object... arguments) {
        log(Level.TRACE, format, arguments);
    }

    @Override
    public void trace(String text, Throwable cause) {
        log(Level.TRACE, text, cause);
    }

    @Override
    public void trace(Object text) {
        log(Level.TRACE, String.valueOf(text), (Throwable) null);
    }

    @Override
    public void setLevel(String level) {
        // The level is that of the logger beneath.
    }

    @Override
    public String getLevel() {
        return LOG.isTraceEnabled() ? "trace" : LOG.isDebugEnabled() ? "debug" : "off";
    }
}
