package dev.perf.engine.internal.template;

/** A function cannot work with an argument. */
class BadArgumentException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int index;

    /** Creates the exception for the argument at {@code index}. */
    BadArgumentException(int index, String problem) {
        super(problem, null, false, false);
        this.index = index;
    }

    int index() {
        return index;
    }

    /** What an argument names is not there, so that a default may take its place. */
    static final class Absent extends BadArgumentException {

        private static final long serialVersionUID = 1;

        Absent(int index, String problem) {
            super(index, problem);
        }
    }
}
