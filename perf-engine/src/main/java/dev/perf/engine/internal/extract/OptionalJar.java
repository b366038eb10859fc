package dev.perf.engine.internal.extract;

/**
 * A library that Perf does not bring along, for few need it. Its classes are named only by those of this package that
 * are used once it is known to be there.
 */
enum OptionalJar {
    /** Parses pages. */
    JSOUP("org.jsoup:jsoup", "1.24.1", "org.jsoup.Jsoup"),
    /** Validates JSON Schemas. */
    JSON_SCHEMA("com.networknt:json-schema-validator", "3.0.9", "com.networknt.schema.SchemaRegistry");

    private final String artifact;
    private final String version;
    private final boolean present;

    OptionalJar(String artifact, String version, String type) {
        this.artifact = artifact;
        this.version = version;
        this.present = isThere(type);
    }

    private static boolean isThere(String type) {
        try {
            Class.forName(type, false, OptionalJar.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    /** The version that Perf is tested with. */
    String version() {
        return version;
    }

    /**
     * Demands that it is there.
     *
     * @param word what needs it: {@code css(...)}
     * @throws IllegalArgumentException if it is not
     */
    void require(String word) {
        if (!present) {
            throw new IllegalArgumentException(word + " needs " + artifact + ":" + version
                    + " or later on the class path; add it to the dependencies of the test");
        }
    }
}
