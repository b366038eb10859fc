package dev.perf.slo;

import java.util.List;
import java.util.Objects;

/**
 * The objectives of a service, to be shared by the tests that load it.
 *
 * @param service name of the service
 * @param slos its objectives, in order
 */
public record SloDocument(String service, List<Slo> slos) {

    /** Copies the list. */
    public SloDocument {
        Objects.requireNonNull(service, "service");
        slos = List.copyOf(slos);
    }
}
