package dev.perf.engine.internal.template;

import dev.perf.engine.internal.template.Function.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Functions that draw from the user's random numbers, so that the same plan and seed give the same values. */
final class RandomFunctions {

    private static final int LONGEST = 100_000;
    private static final int MOST_DECIMALS = 15;
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String DIGITS = "0123456789";

    /** The bits of a UUID that say version 4 and variant 2 (RFC 9562, 5.4). */
    private static final long VERSION_MASK = 0xFFFFFFFFFFFF0FFFL;

    private static final long VERSION_4 = 0x0000000000004000L;
    private static final long VARIANT_MASK = 0x3FFFFFFFFFFFFFFFL;
    private static final long VARIANT_2 = 0x8000000000000000L;

    static final List<Function> ALL = List.of(
            Function.of(
                    "uuid",
                    List.of(),
                    Kind.USER,
                    (arguments, user) -> uuid(Values.user(user).random())),
            Function.of(
                    "randomInt",
                    List.of("from", "to"),
                    Kind.USER,
                    (arguments, user) -> randomInt(arguments, Values.user(user).random())),
            new Function(
                    "randomDouble",
                    List.of("from", "to", "decimals"),
                    2,
                    Kind.USER,
                    constants -> (arguments, user) ->
                            randomDouble(arguments, Values.user(user).random())),
            ofLetters("randomString", LOWER),
            ofLetters("randomAlphanumeric", LOWER.toUpperCase(Locale.ROOT) + LOWER + DIGITS),
            ofLetters("randomDigits", DIGITS),
            ofLetters("randomHex", DIGITS + "abcdef"),
            new Function(
                    "oneOf",
                    List.of("value", "more..."),
                    1,
                    Kind.USER,
                    constants -> (arguments, user) ->
                            arguments[Values.user(user).random().nextInt(arguments.length)]));

    private RandomFunctions() {}

    private static Object uuid(RandomGenerator random) {
        return new UUID(random.nextLong() & VERSION_MASK | VERSION_4, random.nextLong() & VARIANT_MASK | VARIANT_2);
    }

    private static Object randomInt(Object[] arguments, RandomGenerator random) {
        long from = Values.whole(arguments, 0);
        long to = Values.whole(arguments, 1);
        if (from > to) {
            throw new BadArgumentException(1, "it draws from " + from + " up, which is more than " + to);
        }
        if (to < Long.MAX_VALUE) {
            return random.nextLong(from, to + 1);
        }
        return from > Long.MIN_VALUE ? random.nextLong(from - 1, to) + 1 : random.nextLong();
    }

    private static Object randomDouble(Object[] arguments, RandomGenerator random) {
        double from = Values.number(arguments, 0);
        double to = Values.number(arguments, 1);
        if (from > to) {
            throw new BadArgumentException(1, "it draws from " + from + " up, which is more than " + to);
        }
        double drawn = from == to ? from : random.nextDouble(from, to);
        if (arguments.length == 2) {
            return drawn;
        }
        int decimals = Values.whole(arguments, 2, "decimals", 0, MOST_DECIMALS);
        return BigDecimal.valueOf(drawn)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private static Function ofLetters(String name, String letters) {
        char[] alphabet = letters.toCharArray();
        return Function.of(name, List.of("length"), Kind.USER, (arguments, user) -> {
            char[] text = new char[Values.whole(arguments, 0, "length", 0, LONGEST)];
            RandomGenerator random = Values.user(user).random();
            for (int i = 0; i < text.length; i++) {
                text[i] = alphabet[random.nextInt(alphabet.length)];
            }
            return new String(text);
        });
    }
}
