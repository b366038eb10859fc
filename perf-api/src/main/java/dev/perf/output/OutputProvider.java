package dev.perf.output;

import java.util.ServiceLoader;

/**
 * Makes outputs that are asked for by name, as by the flag {@code --out influxdb=http://127.0.0.1:8086/perf}. Found with
 * {@link ServiceLoader}.
 */
public interface OutputProvider {

    /** Returns the name: small letters, digits and {@code -}. */
    String name();

    /** Returns how it is asked for, in one line: {@code influxdb=URL/DATABASE}. */
    String usage();

    /**
     * Returns the output at an address.
     *
     * @param address what stands behind the name and {@code =}; empty where nothing does. What is wrong with it is told
     *     by {@link Output#problems()}
     */
    Output at(String address);
}
