package dev.perf.launcher;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Starts the command from {@code perf.jar}, or says which Java it needs.
 *
 * <p>Compiled for Java 8, and names no other class of Perf but by its name, so that an old Java gets as far as the
 * message.
 */
public final class Launcher {
    private static final int NEEDED = 21;
    private static final int USAGE = 2;

    private Launcher() {}

    public static void main(String[] args) throws Throwable {
        if (feature(System.getProperty("java.specification.version")) < NEEDED) {
            System.err.println("perf needs Java " + NEEDED + " or later; this is Java "
                    + System.getProperty("java.version") + " at " + System.getProperty("java.home")
                    + ". Start perf.jar with the java command of a newer one.");
            System.exit(USAGE);
        }
        Method main = Class.forName("dev.perf.cli.PerfCommand").getMethod("main", String[].class);
        try {
            main.invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** 8 for "1.8", 17 for "17". */
    private static int feature(String version) {
        return Integer.parseInt(version.startsWith("1.") ? version.substring(2) : version);
    }
}
