package dev.perf.engine.internal.health;

/**
 * The threads of the JDK's scheduler that carry virtual threads: as many as processors, and who computes keeps one until
 * it is done. A queue with several servers, so whoever becomes ready at a random moment waits with the probability that
 * A. K. Erlang's second formula gives.
 */
final class Carriers {

    private Carriers() {}

    /** Returns how many there are. */
    static int count() {
        return Runtime.getRuntime().availableProcessors();
    }

    /**
     * Returns for which share of their time {@code carriers} may be kept busy by steps that begin independently of each
     * other, until {@code ofOthers} of all others find none free.
     *
     * @param ofOthers in (0, 1)
     */
    static double busyShare(double ofOthers, int carriers) {
        double least = 0;
        double most = 1;
        while (most - least > 1e-6) {
            double share = (least + most) / 2;
            if (waiting(carriers, share) < ofOthers) {
                least = share;
            } else {
                most = share;
            }
        }
        return least;
    }

    /** Erlang C: the probability that all of {@code servers} are taken, each of which is busy for {@code share}. */
    static double waiting(int servers, double share) {
        double load = servers * share;
        double lost = 1; // Erlang B, by its recursion over the number of servers
        for (int n = 1; n <= servers; n++) {
            lost = load * lost / (n + load * lost);
        }
        return lost / (1 - share * (1 - lost));
    }
}
