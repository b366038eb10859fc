package dev.perf.cli;

import picocli.CommandLine.IVersionProvider;

/** Tells the versions that a bug report needs. */
final class PerfVersionProvider implements IVersionProvider {

    /** For picocli. */
    PerfVersionProvider() {}

    @Override
    public String[] getVersion() {
        String version = PerfVersionProvider.class.getPackage().getImplementationVersion();
        return new String[] {
            "perf " + (version == null ? "(not packed)" : version),
            "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }
}
