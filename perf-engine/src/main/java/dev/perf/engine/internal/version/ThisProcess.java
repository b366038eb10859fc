package dev.perf.engine.internal.version;

import dev.perf.result.Environment;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where this process runs. */
public final class ThisProcess {

    private ThisProcess() {}

    /** Returns the version, the runtime and the machine. */
    public static Environment environment() {
        Runtime runtime = Runtime.getRuntime();
        return new Environment(
                PerfVersion.CURRENT,
                System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                hostName(),
                runtime.availableProcessors(),
                runtime.maxMemory());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "unknown";
        }
    }
}
