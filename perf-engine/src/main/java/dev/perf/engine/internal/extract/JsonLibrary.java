package dev.perf.engine.internal.extract;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.Jackson3JsonProvider;
import com.jayway.jsonpath.spi.mapper.Jackson3MappingProvider;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.json.JsonMapper;

/**
 * What reads JSON: hundreds of classes, of which compiling a plan needs none, so a thread of its own loads them while
 * the rest of the plan is compiled.
 */
public final class JsonLibrary {

    private static final AtomicBoolean WANTED = new AtomicBoolean();

    private JsonLibrary() {}

    /** What is there when the classes are loaded. */
    static final class Loaded {

        static final JsonMapper MAPPER = JsonMapper.shared();

        /** Explicit providers, for the library's defaults need jars that Perf does not bring. */
        static final Configuration CONFIGURATION = Configuration.builder()
                .jsonProvider(new Jackson3JsonProvider(MAPPER))
                .mappingProvider(new Jackson3MappingProvider(MAPPER))
                .options(Option.SUPPRESS_EXCEPTIONS)
                .build();

        /** Tells a value of null from none. */
        static final Configuration LISTING = CONFIGURATION.addOptions(Option.ALWAYS_RETURN_LIST);

        static {
            MAPPER.readValue("{\"a\":[1,1.5,true,null]}", Object.class);
        }

        private Loaded() {}

        static void load() {}
    }

    /** Begins to load the library, once per JVM; returns at once. */
    static void loadSoon() {
        if (WANTED.compareAndSet(false, true)) {
            Thread.ofPlatform().name("perf-json").daemon().start(Loaded::load);
        }
    }

    /**
     * Returns when a plan that reads JSON finds the library loaded. For before the load: in it, users would wait for the
     * classes on their carriers.
     */
    public static void await() {
        if (WANTED.get()) {
            Loaded.load();
        }
    }
}
