package dev.perf.benchmarks;

/**
 * Which cores serve and which generate load: never the same ones, and two of each where there are four.
 *
 * @param server list of cores for taskset, such as {@code 0,1}
 * @param client the same for clients
 * @param each how many there are of each
 */
record Cores(String server, String client, int each) {

    static Cores ofThisMachine() {
        int cores = Runtime.getRuntime().availableProcessors();
        if (cores < 2) {
            throw new IllegalStateException("needs 2 cores at least, one to serve and one to generate load");
        }
        return cores < 4 ? new Cores("0", "1", 1) : new Cores("0,1", "2,3", 2);
    }

    /** As nginx wants it: a bit mask for each worker. */
    String affinity() {
        return each == 1 ? "1" : "01 10";
    }

    @Override
    public String toString() {
        return "server on core " + server + ", clients on core " + client
                + (each == 1 ? " (2 cores only: figures of 4 cores are not comparable)" : "");
    }
}
