package dev.perf.junit;

import dev.perf.result.ErrorResult;
import java.util.List;
import java.util.function.Predicate;

/** Assertions on the failures of requests, checks and steps. */
public final class ErrorsAssert {

    private final Judge judge;
    private final String which;
    private final List<ErrorResult> errors;

    ErrorsAssert(Judge judge, String which, List<ErrorResult> errors) {
        this.judge = judge;
        this.which = which;
        this.errors = errors;
    }

    /** Goes on with errors of one kind: {@code status}, {@code check}, {@code timeout} and so on. */
    public ErrorsAssert ofKind(String kind) {
        return only(" of kind " + kind, error -> error.kind().equals(kind));
    }

    /** Goes on with errors of requests or steps of one name. */
    public ErrorsAssert ofRequest(String name) {
        return only(" of " + name, error -> error.request().equals(name));
    }

    private ErrorsAssert only(String which, Predicate<ErrorResult> filter) {
        return new ErrorsAssert(
                judge, this.which + which, errors.stream().filter(filter).toList());
    }

    /** Verifies that there are none. The failure says which is most frequent. */
    public ErrorsAssert areEmpty() {
        if (!errors.isEmpty()) {
            ErrorResult first = errors.getFirst();
            long total = total();
            judge.object(new Violation(
                    "%s %s%s, most often %s: %s (%s x)"
                            .formatted(
                                    Quantity.NUMBER.text(total),
                                    total == 1 ? "error" : "errors",
                                    which,
                                    first.request(),
                                    first.message(),
                                    Quantity.NUMBER.text(first.count())),
                    errors.stream().skip(1).limit(3).map(ErrorsAssert::line).toList(),
                    Violation.MISSING,
                    null,
                    null));
        }
        return this;
    }

    private static String line(ErrorResult error) {
        return Quantity.NUMBER.text(error.count()) + " x " + error.request() + ": " + error.message();
    }

    /** Goes on with how many there were. */
    public NumberAssert<ErrorsAssert> count() {
        return new NumberAssert<>(new Measured<>(judge, this, "errors" + which + ":", Quantity.NUMBER, total(), -1));
    }

    private long total() {
        return errors.stream().mapToLong(ErrorResult::count).sum();
    }
}
