package dev.perf.engine.internal.console;

import java.io.Console;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;

/**
 * Where a console writes, and what it can do there.
 *
 * @param out the stream
 * @param live whether lines may be overwritten
 * @param colour whether colours may be used
 * @param width columns of a line
 */
record Terminal(PrintStream out, boolean live, boolean colour, int width) {

    private static final int DEFAULT_WIDTH = 80;

    /**
     * Looks at the environment: {@code CI} and {@code TERM=dumb} turn the overwriting of lines off, {@code NO_COLOR}
     * the colours, and {@code PERF_CONSOLE=live} or {@code plain} decides where the terminal cannot be recognised.
     */
    static Terminal detect(PrintStream out, Map<String, String> environment) {
        String wish = environment.getOrDefault("PERF_CONSOLE", "");
        boolean dumb = "dumb".equals(environment.get("TERM")) || environment.containsKey("CI");
        boolean live = wish.equals("live") || (!wish.equals("plain") && !dumb && isTerminal());
        boolean colour = live && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(out, live, colour, width(environment));
    }

    private static int width(Map<String, String> environment) {
        try {
            return Math.max(40, Integer.parseInt(environment.getOrDefault("COLUMNS", "")));
        } catch (NumberFormatException unset) {
            return DEFAULT_WIDTH;
        }
    }

    /** From Java 22 on there is a console object even where there is no terminal, and a method that tells. */
    static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException java21) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException unknown) {
            return false;
        }
    }

    String bold(String text) {
        return colour ? "\u001B[1m" + text + "\u001B[0m" : text;
    }

    String cyan(String text) {
        return colour ? "\u001B[36m" + text + "\u001B[0m" : text;
    }

    String faint(String text) {
        return colour ? "\u001B[2m" + text + "\u001B[0m" : text;
    }

    String green(String text) {
        return colour ? "\u001B[32m" + text + "\u001B[0m" : text;
    }

    String red(String text) {
        return colour ? "\u001B[31m" + text + "\u001B[0m" : text;
    }

    String yellow(String text) {
        return colour ? "\u001B[33m" + text + "\u001B[0m" : text;
    }
}
