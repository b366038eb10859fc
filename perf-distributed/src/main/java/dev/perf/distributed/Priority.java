package dev.perf.distributed;

/**
 * How urgent a job is. A level is worth having waited for {@link QueueOptions#ageing} longer, so a job of low priority is
 * overtaken for a while, and not for ever.
 */
public enum Priority {
    /** Begins when nothing else wants its agents. */
    LOW,

    /** The default. */
    NORMAL,

    /** Goes before normal jobs that have not waited for long. */
    HIGH,

    /** Goes before high ones that have not waited for long. */
    URGENT
}
