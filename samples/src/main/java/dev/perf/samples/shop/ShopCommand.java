package dev.perf.samples.shop;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command line of the shop: flags in, running shop out. */
final class ShopCommand {

    static final String USAGE = """
        Usage: DemoShop [flags]

        A web shop to aim load tests at. Runs until Ctrl-C.

          --port N             port to listen on, 0 for a free one (8080)
          --host ADDRESS       address to listen on (127.0.0.1)
          --latency DURATION   least time of a product page; the list takes 2.5 times
                               as long, the cart 4, the checkout 6, the login 7.5 (2ms)
          --jitter SHARE       mean of the random time on top, as a share of latency (0.5)
          --capacity N         requests served at the same time, the rest queue (unlimited)
          --error-rate RATE    share of shop requests answered with 500 (0)
          --slow-down FACTOR   factor on all latencies (1)
          --users N            accounts: user1 with pass1 and so on (1000)
          --products N         products in the catalogue (500)
          --token-life DURATION  time a token is good for (1h)
          --seed N             fixes latencies and failures (1)
          --help               this text

        Durations: 500us, 20ms, 1.5s, 2m, 1h. Flags may be written --port=8080, too.
        """;

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(us|ms|s|m|h)");
    private static final int DEFAULT_PORT = 8080;
    private static final Map<String, Flag> FLAGS = flags();

    private ShopCommand() {}

    /** Sets one option from the text behind its flag. */
    @FunctionalInterface
    private interface Flag {
        ShopOptions set(ShopOptions options, String value);
    }

    /** A command line nobody can carry out; the message says why. */
    static final class UsageException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    private static Map<String, Flag> flags() {
        Map<String, Flag> flags = new LinkedHashMap<>();
        flags.put("--port", (options, value) -> options.port(Integer.parseInt(value)));
        flags.put("--host", ShopOptions::host);
        flags.put("--latency", (options, value) -> options.latency(duration(value)));
        flags.put("--jitter", (options, value) -> options.jitter(Double.parseDouble(value)));
        flags.put("--capacity", (options, value) -> options.capacity(Integer.parseInt(value)));
        flags.put("--error-rate", (options, value) -> options.errorRate(Double.parseDouble(value)));
        flags.put("--slow-down", (options, value) -> options.slowDown(Double.parseDouble(value)));
        flags.put("--users", (options, value) -> options.users(Integer.parseInt(value)));
        flags.put("--products", (options, value) -> options.products(Integer.parseInt(value)));
        flags.put("--token-life", (options, value) -> options.tokenLifetime(duration(value)));
        flags.put("--seed", (options, value) -> options.seed(Long.parseLong(value)));
        return flags;
    }

    /**
     * Runs a shop until the JVM shuts down or this thread is interrupted.
     *
     * @return the exit code: 0, 1 if the shop cannot open, 2 after a wrong flag
     */
    static int run(String[] args, PrintStream out, PrintStream err) {
        if (List.of(args).contains("--help")) {
            out.print(USAGE);
            return 0;
        }
        try (DemoShop shop = parse(args).start()) {
            out.println("demo shop: open at " + shop.url() + "; Ctrl-C closes it");
            awaitEnd(shop, out);
            return 0;
        } catch (UsageException e) {
            err.println("demo shop: " + e.getMessage() + "; --help lists all flags");
            return 2;
        } catch (UncheckedIOException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private static void awaitEnd(DemoShop shop, PrintStream out) {
        Thread onExit = Thread.ofPlatform().name("demo-shop-exit").unstarted(() -> {
            out.println("demo shop: closed after " + shop.requests() + " requests");
            shop.close();
        });
        Runtime.getRuntime().addShutdownHook(onExit);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Runtime.getRuntime().removeShutdownHook(onExit);
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Reads the flags; of those given twice the last one counts.
     *
     * @throws UsageException if one is unknown or its value is wrong
     */
    static ShopOptions parse(String... args) {
        ShopOptions options = DemoShop.builder().port(DEFAULT_PORT);
        for (int i = 0; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            String name = equals < 0 ? args[i] : args[i].substring(0, equals);
            Flag flag = FLAGS.get(name);
            if (flag == null) {
                throw new UsageException("unknown flag " + name + "; known are " + String.join(", ", FLAGS.keySet()));
            }
            if (equals < 0 && ++i == args.length) {
                throw new UsageException(name + " needs a value");
            }
            options = set(options, name, flag, equals < 0 ? args[i] : args[i].substring(equals + 1));
        }
        return options;
    }

    private static ShopOptions set(ShopOptions options, String name, Flag flag, String value) {
        try {
            return flag.set(options, value);
        } catch (NumberFormatException e) {
            throw new UsageException(name + " \"" + value + "\" is not a number of the kind it needs");
        } catch (IllegalArgumentException e) {
            throw new UsageException(name + " \"" + value + "\": " + reason(e));
        }
    }

    private static String reason(IllegalArgumentException e) {
        return String.valueOf(e.getMessage()).replace("demo shop: ", "");
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not a duration such as 20ms, 1.5s or 2m");
        }
        long nanosPerUnit = switch (matcher.group(2)) {
            case "us" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> throw new IllegalStateException(matcher.group(2));
        };
        return Duration.ofNanos((long) (Double.parseDouble(matcher.group(1)) * nanosPerUnit));
    }
}
