package dev.perf.distributed.internal.transport;

/**
 * A process in a cluster, from one joining to its leaving; one that comes back is another member.
 *
 * @param id unique
 */
public record Member(String id) {}
