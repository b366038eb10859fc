package dev.perf.check;

/** Which of the values that a source finds is taken. */
public sealed interface Find {

    /** The first one. */
    record First() implements Find {
        @Override
        public String toString() {
            return "";
        }
    }

    /**
     * The one at an index.
     *
     * @param index from 0, or from the end where it is negative: -1 is the last one
     */
    record Nth(int index) implements Find {
        @Override
        public String toString() {
            return "nth(" + index + ") of ";
        }
    }

    /** All of them, as a {@link java.util.List}; nothing where there is none. */
    record All() implements Find {
        @Override
        public String toString() {
            return "all of ";
        }
    }

    /** One of them, chosen by the user's random numbers, which follow from the run's seed. */
    record Random() implements Find {
        @Override
        public String toString() {
            return "random of ";
        }
    }

    /** How many there are, an {@link Integer}; 0 where there is none. */
    record Count() implements Find {
        @Override
        public String toString() {
            return "count of ";
        }
    }
}
