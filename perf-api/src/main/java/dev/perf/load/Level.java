package dev.perf.load;

/**
 * Which of the levels of {@code incrementBy(...).times(n)} a line leads to or holds.
 *
 * @param number the first is 1
 * @param of how many there are
 */
public record Level(int number, int of) {

    /** Returns it as in {@code level 3 of 5}. */
    @Override
    public String toString() {
        return "level " + number + " of " + of;
    }
}
