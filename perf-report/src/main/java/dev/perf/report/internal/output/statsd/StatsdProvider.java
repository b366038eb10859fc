package dev.perf.report.internal.output.statsd;

import dev.perf.output.Output;
import dev.perf.output.OutputProvider;
import dev.perf.report.internal.output.Address;
import java.util.ArrayList;
import java.util.List;

/** Outputs asked for as {@code statsd} or {@code statsd=HOST:PORT?prefix=perf}. */
public class StatsdProvider implements OutputProvider {

    /** For {@link java.util.ServiceLoader}. */
    public StatsdProvider() {}

    @Override
    public String name() {
        return "statsd";
    }

    @Override
    public String usage() {
        return name() + " or " + name() + "=HOST:PORT";
    }

    @Override
    public Output at(String address) {
        Address read = Address.read(address, List.of("prefix"));
        var mistakes = new ArrayList<>(read.mistakes());
        StatsdSettings settings =
                StatsdSettings.DEFAULTS.withPrefix(read.option("prefix", StatsdSettings.DEFAULTS.prefix()));
        String place = read.beforeOptions();
        int colon = place.lastIndexOf(':');
        if (colon >= 0) {
            try {
                settings = settings.at(place.substring(0, colon), Integer.parseInt(place.substring(colon + 1)));
            } catch (NumberFormatException noNumber) {
                mistakes.add("\"" + place + "\" has no port behind the colon; write 127.0.0.1:8125");
            }
        } else if (!place.isEmpty()) {
            settings = settings.at(place, settings.port());
        }
        return settings.withMistakes(mistakes);
    }
}
