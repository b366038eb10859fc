package dev.perf.engine.internal.measure;

import java.util.regex.Pattern;

/** What messages have in common that say the same of different things. */
final class MessagePattern {

    /**
     * UUIDs; values in quotes, but not apostrophes within words; hexadecimal numbers of eight digits and more or after 0x;
     * numbers, with signs, fractions and whatever groups of digits dates and addresses join. The number of a line in a
     * source file says where it happened, and stays.
     */
    private static final Pattern VALUE = Pattern.compile("\\b\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\b"
            + "|(?<!\\w)\"[^\"]*\"|(?<!\\w)'[^']*'(?!\\w)"
            + "|\\b0[xX]\\p{XDigit}+\\b|\\b(?=\\p{Alpha}*\\d)\\p{XDigit}{8,}\\b"
            + "|(?<!\\.java:|\\.kt:|\\d)\\d+(?:[.,:]\\d+)*");

    private MessagePattern() {}

    /** Returns {@code message} with {@code *} in the place of each number, id and quoted value. */
    static String of(String message) {
        return VALUE.matcher(message).replaceAll("*");
    }
}
