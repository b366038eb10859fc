package dev.perf.report.internal.output.prometheus;

import dev.perf.output.Output;
import dev.perf.output.OutputProvider;
import dev.perf.report.internal.output.Address;
import dev.perf.report.internal.web.Listening;
import dev.perf.text.DurationText;
import java.util.ArrayList;
import java.util.List;

/** Outputs asked for as {@code prometheus}, {@code prometheus=9464} or {@code prometheus=0.0.0.0:9464?prefix=k6&linger=1m}. */
public final class PrometheusProvider implements OutputProvider {

    /** For {@link java.util.ServiceLoader}. */
    public PrometheusProvider() {}

    @Override
    public String name() {
        return "prometheus";
    }

    @Override
    public String usage() {
        return "prometheus or prometheus=PORT";
    }

    @Override
    public Output at(String address) {
        Address read = Address.read(address, List.of("prefix", "linger", "service"));
        var mistakes = new ArrayList<>(read.mistakes());
        PrometheusSettings settings = listening(read.beforeOptions(), mistakes)
                .withPrefix(read.option("prefix", PrometheusSettings.DEFAULTS.prefix()));
        settings = lingering(settings, read.option("linger", ""), mistakes);
        settings = switch (read.option("service", "false")) {
            case "true" -> settings.withServiceTimes();
            case "false" -> settings;
            default -> {
                mistakes.add("option \"service\" must be true or false, got \"" + read.option("service", "") + "\"");
                yield settings;
            }
        };
        return settings.withMistakes(mistakes);
    }

    private static PrometheusSettings listening(String place, List<String> mistakes) {
        try {
            return PrometheusSettings.DEFAULTS.at(Listening.parse(place));
        } catch (IllegalArgumentException noPort) {
            mistakes.add(noPort.getMessage());
            return PrometheusSettings.DEFAULTS;
        }
    }

    private static PrometheusSettings lingering(PrometheusSettings settings, String text, List<String> mistakes) {
        if (text.isEmpty()) {
            return settings;
        }
        try {
            return settings.withLinger(DurationText.parse(text));
        } catch (IllegalArgumentException malformed) {
            mistakes.add("option \"linger\": " + malformed.getMessage());
            return settings;
        }
    }
}
