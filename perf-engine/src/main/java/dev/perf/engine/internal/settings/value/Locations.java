package dev.perf.engine.internal.settings.value;

import dev.perf.engine.internal.document.Place;
import dev.perf.source.SourceLocation;

/** Places in files as plans know them. */
public final class Locations {

    private Locations() {}

    public static SourceLocation of(Place place) {
        return new SourceLocation(place.document().name(), place.line());
    }
}
