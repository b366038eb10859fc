package dev.perf.report.internal.output.statsd;

import dev.perf.output.Output;

/** Outputs asked for as {@code dogstatsd} or {@code dogstatsd=HOST:PORT?prefix=perf}. */
public final class DogStatsdProvider extends StatsdProvider {

    /** For {@link java.util.ServiceLoader}. */
    public DogStatsdProvider() {}

    @Override
    public String name() {
        return "dogstatsd";
    }

    @Override
    public Output at(String address) {
        return ((StatsdSettings) super.at(address)).withTags();
    }
}
