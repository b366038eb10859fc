package dev.perf.engine.internal.command;

import dev.perf.engine.internal.settings.ConfiguredTest;
import dev.perf.plan.TestPlan;
import java.util.ArrayList;
import java.util.List;

/** The flags of a test's command line that change its plan, put on a plan that was made again elsewhere. */
public final class PlanFlags {

    private PlanFlags() {}

    /**
     * Returns the plan that the flags ask for; those that say what becomes of the result change nothing, for no file that
     * they name need be there.
     *
     * @throws IllegalArgumentException if a flag is malformed or has nothing to change
     */
    public static TestPlan apply(TestPlan plan, List<String> flags) {
        try {
            List<String> changing = changing(flags);
            if (changing.isEmpty()) {
                return plan;
            }
            Flags read = Flags.parse(changing, Flags.FOR_AGENTS);
            String settings = read.settingsOfFile;
            return Overrides.apply(read, settings == null ? plan : ConfiguredTest.remade(plan, settings));
        } catch (UsageException refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
    }

    /** Returns those of the flags, with their values, that change a plan. */
    public static List<String> changing(List<String> flags) {
        var changing = new ArrayList<String>();
        for (int i = 0; i < flags.size(); i++) {
            String flag = flags.get(i);
            int equals = flag.indexOf('=');
            String name = equals < 0 ? flag : flag.substring(0, equals);
            boolean takesNext = equals < 0 && Flags.takesValue(name) && i + 1 < flags.size();
            if (Flags.CHANGING_THE_PLAN.contains(name)) {
                changing.addAll(flags.subList(i, takesNext ? i + 2 : i + 1));
            }
            i += takesNext ? 1 : 0;
        }
        return List.copyOf(changing);
    }
}
