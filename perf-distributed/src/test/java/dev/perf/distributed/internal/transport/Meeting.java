package dev.perf.distributed.internal.transport;

/** Where a coordinator and its agents meet, all in this process. */
public interface Meeting extends AutoCloseable {

    /** Returns the membership of the coordinator. */
    Transport middle();

    /** Returns the cluster as an agent of that name sees it. */
    Cluster cluster(String name);

    @Override
    void close();
}
