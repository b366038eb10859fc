package dev.perf.junit;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.users;

import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import dev.perf.text.DurationText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The load that a {@link PerfLoad} annotation asks for.
 *
 * @param warmUp the first part of the profile, which is not measured
 */
record AnnotatedLoad(LoadProfile profile, Duration warmUp) {

    private static final String FORM = "must be a number with a unit, such as 500ms, 30s, 1m30s or 2h";

    /** Returns the load; null where there are mistakes, which are added to {@code mistakes}. */
    static @Nullable AnnotatedLoad of(PerfLoad asked, String where, Mistakes mistakes) {
        return new Reading(asked, where, mistakes).load();
    }

    /** Reads one annotation; what is wrong in it is told and left out. */
    private static final class Reading {

        private final PerfLoad asked;
        private final String where;
        private final Mistakes mistakes;
        private boolean mistaken;

        Reading(PerfLoad asked, String where, Mistakes mistakes) {
            this.asked = asked;
            this.where = where;
            this.mistakes = mistakes;
        }

        @Nullable
        AnnotatedLoad load() {
            Rate rate = rate();
            Duration duration = time("duration", asked.duration());
            Duration warmUp = time("warmUp", asked.warmUp());
            checkAmount();
            checkLength();
            if (mistaken) {
                return null;
            }
            LoadProfile profile;
            if (asked.iterations() > 0) {
                profile = users(asked.users()).sharedIterations(asked.iterations());
            } else if (rate == null) {
                profile = users(asked.users()).during(warmUp.plus(duration));
            } else {
                profile = arrivals(rate).during(warmUp.plus(duration)).maxUsers(asked.maxUsers());
            }
            return new AnnotatedLoad(profile, warmUp);
        }

        private @Nullable Rate rate() {
            if (asked.rate().isEmpty()) {
                return null;
            }
            try {
                return Rate.parse(asked.rate());
            } catch (IllegalArgumentException malformed) {
                mistake(String.valueOf(malformed.getMessage()));
                return null;
            }
        }

        private Duration time(String attribute, String text) {
            if (text.isEmpty()) {
                return Duration.ZERO;
            }
            try {
                Duration time = DurationText.parse(text);
                if (time.isZero()) {
                    mistake(attribute + " \"" + text + "\" must be positive; lengthen it or leave it out");
                }
                return time;
            } catch (IllegalArgumentException malformed) {
                mistake(attribute + " \"" + text + "\" " + FORM);
                return Duration.ZERO;
            }
        }

        private void checkAmount() {
            boolean open = !asked.rate().isEmpty();
            if (open && asked.users() != 0) {
                mistake("rate = \"" + asked.rate() + "\" is an open load, users = " + asked.users()
                        + " a closed one; remove one of them");
            } else if (!open && asked.users() == 0) {
                mistake("has no load; give it a rate, such as rate = \"200/s\", or users, such as users = 10");
            } else if (asked.users() < 0) {
                mistake("users must be positive, got " + asked.users());
            }
            if (!open && asked.maxUsers() != OpenLoad.DEFAULT_MAX_USERS) {
                mistake("maxUsers = " + asked.maxUsers() + " bounds a rate, and there is none; remove it");
            } else if (asked.maxUsers() <= 0) {
                mistake("maxUsers must be positive, got " + asked.maxUsers());
            }
            if (!(asked.maxFailureRate() >= 0 && asked.maxFailureRate() <= 1)) {
                mistake("maxFailureRate is a share from 0 to 1, got " + asked.maxFailureRate());
            }
        }

        private void checkLength() {
            boolean timed = !asked.duration().isEmpty();
            if (asked.iterations() < 0) {
                mistake("iterations must be positive, got " + asked.iterations());
            } else if (timed && asked.iterations() > 0) {
                mistake("duration = \"" + asked.duration() + "\" and iterations = " + asked.iterations()
                        + " both say when the load ends; remove one of them");
            } else if (!timed && asked.iterations() == 0) {
                mistake("has no end; give it a duration, such as duration = \"30s\", or iterations, such as"
                        + " iterations = 1000");
            } else if (asked.iterations() > 0 && !asked.rate().isEmpty()) {
                mistake("iterations = " + asked.iterations() + " is for users; give a rate a duration");
            } else if (asked.iterations() > 0 && !asked.warmUp().isEmpty()) {
                mistake("warmUp = \"" + asked.warmUp() + "\" is a time, and iterations have none; give the load a"
                        + " duration, or leave the warm-up out");
            }
        }

        private void mistake(String message) {
            mistakes.add(where, message);
            mistaken = true;
        }
    }
}
