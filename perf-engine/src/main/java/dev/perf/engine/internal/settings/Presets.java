package dev.perf.engine.internal.settings;

import dev.perf.engine.internal.document.Document;
import dev.perf.engine.internal.document.Mistakes;
import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.YamlReader;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Profiles that are there without being written. */
enum Presets {
    /** Does the test work at all? */
    SMOKE(5, "2m", "10s"),
    /** Does the system carry what a developer expects? */
    DEVELOPMENT(20, "5m", "30s"),
    /** Is it fit for production? */
    STAGING(100, "15m", "90s"),
    /** What production has. */
    PRODUCTION(500, "30m", "3m"),
    /** Where does it break? */
    STRESS(1_000, "1h", "6m"),
    /** Does anything leak or decay? */
    SOAK(200, "4h", "5m"),
    /** What do sudden crowds do? */
    SPIKE(2_000, "10m", "10s");

    private final String text;

    Presets(int users, String duration, String rampUp) {
        text = "users: " + users + "\nduration: " + duration + "\nrampUp: " + rampUp;
    }

    /** Returns what a profile of that name has before the file says anything of it; null where there is no such preset. */
    static @Nullable Value of(String profile) {
        String name = profile.toLowerCase(Locale.ROOT).replaceAll("[-_ ]test$", "");
        for (Presets preset : values()) {
            if (preset.word().equals(name)) {
                return YamlReader.read(new Document(Document.PRESET + name, preset.text), new Mistakes());
            }
        }
        return null;
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns their names. */
    static List<String> names() {
        return List.of(values()).stream().map(Presets::word).toList();
    }
}
