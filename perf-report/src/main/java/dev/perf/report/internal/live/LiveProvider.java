package dev.perf.report.internal.live;

import dev.perf.output.Output;
import dev.perf.output.OutputProvider;
import dev.perf.report.internal.web.Listening;
import java.util.List;

/** The live page asked for as {@code live}, {@code live=8089} or {@code live=0.0.0.0:8089}; {@code --live} asks for it too. */
public final class LiveProvider implements OutputProvider {

    /** For {@link java.util.ServiceLoader}. */
    public LiveProvider() {}

    @Override
    public String name() {
        return "live";
    }

    @Override
    public String usage() {
        return "live or live=PORT";
    }

    @Override
    public Output at(String address) {
        try {
            return LiveSettings.DEFAULTS.at(Listening.parse(address));
        } catch (IllegalArgumentException noPort) {
            return new LiveSettings(Listening.ON_LOOPBACK, List.of(String.valueOf(noPort.getMessage())));
        }
    }
}
