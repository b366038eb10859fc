package dev.perf.spi;

import java.util.ServiceLoader;

/** What implements a port, found on the class path of the caller or else beside the port. */
final class Found {

    private Found() {}

    /**
     * Returns the first that implements {@code port}.
     *
     * @throws IllegalStateException if there is none, with the message {@code otherwise}
     */
    static <P> P first(Class<P> port, String otherwise) {
        return ServiceLoader.load(port)
                .findFirst()
                .or(() -> ServiceLoader.load(port, port.getClassLoader()).findFirst())
                .orElseThrow(() -> new IllegalStateException(otherwise));
    }
}
