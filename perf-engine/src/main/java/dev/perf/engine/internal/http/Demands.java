package dev.perf.engine.internal.http;

import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.http.Sampled;
import dev.perf.http.Save;
import dev.perf.scenario.MissingValueException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wanted of a response or message: checks on it, values to save, and samples of metrics. */
final class Demands {

    private final String name;
    private final CompiledCheck[] checks;
    private final CompiledSave[] saves;
    private final CompiledSample[] samples;

    private Demands(String name, CompiledCheck[] checks, CompiledSave[] saves, CompiledSample[] samples) {
        this.name = name;
        this.checks = checks;
        this.saves = saves;
        this.samples = samples;
    }

    /**
     * Compiles what is wanted besides {@code checks}; mistakes go to the context.
     *
     * @param name what failures are shown under
     * @param subject what it is wanted of
     */
    static Demands compile(
            String name,
            Subject subject,
            CompiledCheck[] checks,
            List<Save> saves,
            List<Sampled> samples,
            CompileContext context) {
        return new Demands(
                name,
                checks,
                saves.stream()
                        .map(save -> CompiledSave.compile(save, subject, context))
                        .toArray(CompiledSave[]::new),
                samples.stream()
                        .map(sample -> CompiledSample.compile(sample, subject, context))
                        .toArray(CompiledSample[]::new));
    }

    /** Judges, counts the verdicts, saves and takes samples; returns what went wrong first, or null for nothing. */
    @Nullable
    String judge(VirtualUser user, ResponseView view) {
        String failure = null;
        try {
            for (CompiledCheck check : checks) {
                String complaint = check.judge(user, view);
                if (complaint != null) {
                    failure = failure == null ? complaint : failure;
                    check.failed(user, name, complaint);
                }
            }
            for (CompiledSave save : saves) {
                String complaint = save.save(user, view);
                if (complaint != null) {
                    failure = failure == null ? complaint : failure;
                    user.fail("save", name, complaint);
                }
            }
            for (CompiledSample sample : samples) {
                String complaint = sample.take(user, view);
                if (complaint != null) {
                    failure = failure == null ? complaint : failure;
                    user.fail("metric", name, complaint);
                }
            }
        } catch (MissingValueException missing) {
            failure = String.valueOf(missing.getMessage());
            user.fail("session", name, failure);
        }
        return failure;
    }

    /** Counts all checks as not holding, for there is nothing to judge. */
    void failAll(VirtualUser user) {
        for (CompiledCheck check : checks) {
            check.fails(user);
        }
    }
}
