package dev.perf.engine.internal.http;

import dev.perf.http.ExpectedStatus;
import java.util.List;

/** Finds mistakes in expected statuses. */
final class ExpectedStatuses {

    private ExpectedStatuses() {}

    static List<String> problems(ExpectedStatus rule) {
        if (rule.parts().isEmpty()) {
            return List.of("expectedStatus names no status; name one, or leave it out");
        }
        return rule.parts().stream()
                .filter(part -> part instanceof ExpectedStatus.Range range
                        && (range.from() < 100 || range.to() > 999 || range.from() > range.to()))
                .map(part -> "expected status " + part + " must be from 100 to 999, the lower one first")
                .toList();
    }
}
