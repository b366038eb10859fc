package dev.perf.engine.internal.run;

import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.plan.Mix;
import dev.perf.plan.Problem;
import dev.perf.text.Figures;
import java.util.List;

/** Finds mistakes in how a load is divided among classes of users. */
final class MixCheck {

    /** The classes take turns over the sum of their weights, which is laid out in memory. */
    private static final int MOST_WEIGHT = 10_000;

    private MixCheck() {}

    /** Notes the mistakes of a mix; returns whether there are none. */
    static boolean check(Mix mix, LoadProfile load, List<Problem> problems) {
        int before = problems.size();
        long fixed = 0;
        for (Mix.Member member : mix.members()) {
            switch (member) {
                case Mix.Share share -> {
                    if (share.weight() <= 0 || share.weight() > MOST_WEIGHT) {
                        problem(
                                member,
                                "weight must be from 1 to " + Figures.count(MOST_WEIGHT) + ", got " + share.weight(),
                                problems);
                    }
                }
                case Mix.Fixed part -> {
                    fixed += part.count();
                    if (part.count() <= 0) {
                        problem(member, "number of users must be positive, got " + part.count(), problems);
                    } else if (load instanceof OpenLoad) {
                        problem(
                                member,
                                "arrivals come and go, so none of them are a fixed number of users; give it a share,"
                                        + " or put users(n) on the mix",
                                problems);
                    }
                }
            }
        }
        if (problems.size() == before && fixed > 0) {
            checkFixed(mix, fixed, (long) LoadCheck.mostUsers(load), problems);
        }
        return problems.size() == before;
    }

    private static void checkFixed(Mix mix, long fixed, long most, List<Problem> problems) {
        if (fixed > most) {
            problems.add(new Problem(
                    mix.location(),
                    "mix",
                    "its fixed numbers come to " + Figures.count(fixed, "user") + ", and the load never has more than "
                            + Figures.count(most) + "; lower them, or raise the load"));
        } else if (fixed < most && mix.members().stream().allMatch(Mix.Fixed.class::isInstance)) {
            problems.add(new Problem(
                    mix.location(),
                    "mix",
                    "its fixed numbers come to " + Figures.count(fixed, "user") + ", and the load has up to "
                            + Figures.count(most) + "; add a share(weight, scenario) for the others"));
        }
    }

    private static void problem(Mix.Member member, String message, List<Problem> problems) {
        problems.add(new Problem(
                member.location(), "mix, scenario \"" + member.scenario().name() + "\"", message));
    }
}
