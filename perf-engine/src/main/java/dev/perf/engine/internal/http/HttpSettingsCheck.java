package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.HttpVersion;
import dev.perf.engine.internal.http.transport.JdkTransport;
import dev.perf.engine.internal.http.transport.Resolver;
import dev.perf.http.Connections;
import dev.perf.http.ExpectedStatus;
import dev.perf.http.HttpSettings;
import dev.perf.http.ProxyServer;
import dev.perf.http.Retry;
import dev.perf.http.Transport;
import dev.perf.http.UrlNames;
import dev.perf.plan.Problem;
import dev.perf.plan.TestPlan;
import dev.perf.text.DurationText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds mistakes in HTTP settings, and puts defaults in their place so that the search can go on. */
final class HttpSettingsCheck {

    private static final int MOST_BODY_BYTES = 1 << 30;
    private static final int MOST_UNIX_PATH = 107;
    private static final Duration LONGEST = Duration.ofDays(365);

    private HttpSettingsCheck() {}

    static HttpSettings check(TestPlan plan, List<Problem> problems) {
        HttpSettings settings = plan.http();
        HttpSettings sound = settings;
        if (!isSensible(settings.connectTimeout())) {
            problems.add(problem(
                    plan,
                    "connectTimeout must be positive and at most 365 days, got "
                            + DurationText.of(settings.connectTimeout())));
            sound = sound.connectTimeout(HttpSettings.DEFAULTS.connectTimeout());
        }
        if (!isSensible(settings.requestTimeout())) {
            problems.add(problem(
                    plan,
                    "requestTimeout must be positive and at most 365 days, got "
                            + DurationText.of(settings.requestTimeout())));
            sound = sound.requestTimeout(HttpSettings.DEFAULTS.requestTimeout());
        }
        sound = checkOwnTimeouts(plan, settings, sound, problems);
        if (settings.maxRedirects() < 0) {
            problems.add(problem(plan, "maxRedirects must not be negative, got " + settings.maxRedirects()));
        }
        if (settings.maxBodyBytes() <= 0 || settings.maxBodyBytes() > MOST_BODY_BYTES) {
            problems.add(problem(
                    plan, "maxBodyBytes must be from 1 to " + MOST_BODY_BYTES + ", got " + settings.maxBodyBytes()));
            sound = sound.maxBodyBytes(HttpSettings.DEFAULTS.maxBodyBytes());
        }
        for (String rule : settings.urlNames().rules()) {
            String mistake = UrlNames.mistakeIn(rule);
            if (mistake != null) {
                problems.add(problem(plan, "urlNames: rule \"" + rule + "\" " + mistake));
            }
        }
        if (settings.credentials() != null
                && settings.headers().stream().anyMatch(field -> field.name().equalsIgnoreCase("Authorization"))) {
            problems.add(problem(
                    plan,
                    "they set the header Authorization and have basicAuth or digestAuth as well; remove one of them"));
        }
        Retry retry = settings.retry();
        if (retry != null) {
            RetryPolicy.problems(retry).forEach(mistake -> problems.add(problem(plan, mistake)));
        }
        ExpectedStatus expected = settings.expectedStatus();
        if (expected != null) {
            ExpectedStatuses.problems(expected).forEach(mistake -> problems.add(problem(plan, mistake)));
        }
        Double sampled = settings.traceSampling();
        if (sampled != null && !(sampled >= 0 && sampled <= 1)) {
            problems.add(problem(plan, "share of sampled traces must be from 0 to 1, got " + sampled));
        }
        for (String word : settings.masked()) {
            if (word.chars().noneMatch(Character::isLetterOrDigit)) {
                problems.add(problem(plan, "mask(\"" + word + "\") has no letter or digit; name a word, or remove it"));
            }
        }
        sound = checkConnections(plan, settings, sound, problems);
        try {
            BaseUrls.of(settings);
        } catch (IllegalArgumentException malformed) {
            problems.add(problem(plan, String.valueOf(malformed.getMessage())));
            sound = sound.baseUrl("http://localhost");
        }
        return sound;
    }

    private static HttpSettings checkOwnTimeouts(
            TestPlan plan, HttpSettings settings, HttpSettings sound, List<Problem> problems) {
        HttpSettings mended = sound;
        Duration tls = settings.tlsTimeout();
        if (tls != null && !isSensible(tls)) {
            problems.add(
                    problem(plan, "tlsTimeout must be positive and at most 365 days, got " + DurationText.of(tls)));
            mended = mended.tlsTimeout(HttpSettings.DEFAULTS.connectTimeout());
        }
        Duration firstByte = settings.firstByteTimeout();
        if (firstByte != null && !isSensible(firstByte)) {
            problems.add(problem(
                    plan, "firstByteTimeout must be positive and at most 365 days, got " + DurationText.of(firstByte)));
            mended = mended.firstByteTimeout(HttpSettings.DEFAULTS.requestTimeout());
        }
        return checkDnsTtl(plan, settings, mended, problems);
    }

    private static HttpSettings checkDnsTtl(
            TestPlan plan, HttpSettings settings, HttpSettings sound, List<Problem> problems) {
        Duration ttl = settings.dnsTtl();
        if (ttl == null) {
            return sound;
        }
        if (ttl.isNegative() || ttl.compareTo(LONGEST) > 0) {
            problems.add(
                    problem(plan, "dnsTtl must not be negative and at most 365 days, got " + DurationText.of(ttl)));
            return sound.dnsTtl(Duration.ZERO);
        }
        Duration kept = Resolver.systemTtl();
        if (ttl.compareTo(kept) < 0) {
            problems.add(problem(
                    plan,
                    "dnsTtl " + DurationText.of(ttl) + " is shorter than the "
                            + (kept.compareTo(LONGEST) > 0 ? "time without end" : DurationText.of(kept))
                            + " for which this Java keeps answers; start it with -Dsun.net.inetaddr.ttl=0, or ask for"
                            + " more"));
        }
        return sound;
    }

    private static HttpSettings checkConnections(
            TestPlan plan, HttpSettings settings, HttpSettings sound, List<Problem> problems) {
        HttpSettings mended = sound;
        if (settings.connections() instanceof Connections.Shared shared && shared.max() < 1) {
            problems.add(problem(plan, "shared connections must be 1 or more, got " + shared.max()));
            mended = mended.connections(Connections.shared(1));
        }
        if (settings.connections() instanceof Connections.Shared
                && settings.tls().keys() != null) {
            problems.add(problem(
                    plan, "shared connections and tls clientKeys exclude each other: a connection is one client's"));
        }
        Stream<String> addresses = Stream.concat(
                settings.localAddresses().stream(),
                settings.addresses().values().stream().flatMap(List::stream));
        List<String> malformed =
                addresses.filter(address -> !isAddress(address)).toList();
        malformed.forEach(address ->
                problems.add(problem(plan, "address \"" + address + "\" must be an IPv4 or IPv6 address, not a name")));
        settings.addresses().forEach((host, known) -> {
            if (known.isEmpty()) {
                problems.add(problem(plan, "resolve(\"" + host + "\") needs an address"));
            }
        });
        if (!malformed.isEmpty()) {
            mended = mended.localAddresses(new String[0]);
            for (String host : settings.addresses().keySet()) {
                mended = mended.resolve(host, "127.0.0.1");
            }
        }
        mended = checkUnixSocket(plan, settings, mended, problems);
        ProxyServer proxy = settings.proxy();
        if (proxy != null && (proxy.host().isBlank() || proxy.port() < 1 || proxy.port() > 65535)) {
            problems.add(problem(plan, proxy + " needs a host, and a port from 1 to 65535"));
            mended = mended.proxy(ProxyServer.http("localhost", 1));
        }
        if (settings.transport() == Transport.SOCKET && version(settings) != HttpVersion.HTTP_1_1) {
            problems.add(problem(
                    plan,
                    "version " + settings.version() + " cannot be had on the socket transport; use transport(JDK)"));
        }
        if (settings.transport() == Transport.JDK && !JdkTransport.speaks(version(settings))) {
            problems.add(problem(
                    plan,
                    "version " + settings.version() + " needs Java 26 or later, and this is Java "
                            + Runtime.version().feature()));
            mended = mended.version(dev.perf.http.HttpVersion.HTTP_2);
        }
        if (settings.transport() == Transport.JDK) {
            onlyOnSocket(settings)
                    .forEach(setting -> problems.add(problem(
                            plan,
                            setting + " cannot be had on the jdk transport; remove it, or use transport(SOCKET)")));
        }
        return mended;
    }

    private static HttpSettings checkUnixSocket(
            TestPlan plan, HttpSettings settings, HttpSettings sound, List<Problem> problems) {
        Path path = settings.unixSocket();
        if (path == null) {
            return sound;
        }
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > MOST_UNIX_PATH) {
            problems.add(problem(
                    plan,
                    "unixSocket \"" + path + "\" must be 1 to " + MOST_UNIX_PATH + " bytes long, and has " + length
                            + "; use a shorter path or a symbolic link"));
        }
        Map<String, Boolean> excluded = new LinkedHashMap<>();
        excluded.put("proxy(...)", settings.proxy() != null);
        excluded.put("resolve(...)", !settings.addresses().isEmpty());
        excluded.put("dnsTtl(...)", settings.dnsTtl() != null);
        excluded.put("localAddresses(...)", !settings.localAddresses().isEmpty());
        excluded.forEach((setting, isSet) -> {
            if (isSet) {
                problems.add(
                        problem(plan, "unixSocket(...) and " + setting + " exclude each other; remove one of them"));
            }
        });
        return sound;
    }

    /** The version that is asked for, or the transport's own. */
    static HttpVersion version(HttpSettings settings) {
        dev.perf.http.HttpVersion asked = settings.version();
        if (asked == null) {
            return settings.transport() == Transport.JDK ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1;
        }
        return HttpVersion.valueOf(asked.name());
    }

    private static List<String> onlyOnSocket(HttpSettings settings) {
        List<String> impossible = new ArrayList<>(beyondTheClient(settings));
        if (!(settings.connections() instanceof Connections.PerUser)) {
            impossible.addFirst("connections other than perUser()");
        }
        return impossible;
    }

    /** What java.net.http has no means for. */
    static List<String> beyondTheClient(HttpSettings settings) {
        ProxyServer proxy = settings.proxy();
        Map<String, Boolean> asked = new LinkedHashMap<>();
        asked.put("dnsTtl(...)", settings.dnsTtl() != null);
        asked.put("unixSocket(...)", settings.unixSocket() != null);
        asked.put("resolve(...)", !settings.addresses().isEmpty());
        asked.put(
                "more than one of localAddresses(...)",
                settings.localAddresses().size() > 1);
        asked.put("a SOCKS proxy", proxy != null && proxy.kind() == ProxyServer.Kind.SOCKS5);
        asked.put("a proxy with credentials", proxy != null && proxy.user() != null);
        asked.put("tlsTimeout(...)", settings.tlsTimeout() != null);
        asked.put("tls clientKeys(...)", settings.tls().keys() != null);
        asked.put("tls without resumption", !settings.tls().resumes());
        return asked.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isAddress(String text) {
        try {
            address(text);
            return true;
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    /**
     * Reads an address; nothing is looked up.
     *
     * @throws IllegalArgumentException if it is none
     */
    static InetAddress address(String text) {
        // Only digits and dots, or something with a colon, is taken as an address; anything else would be looked up.
        boolean literal = text.indexOf(':') >= 0 || text.matches("[0-9]{1,3}([.][0-9]{1,3}){3}");
        try {
            if (literal) {
                return InetAddress.getByName(text);
            }
        } catch (UnknownHostException malformed) {
            throw new IllegalArgumentException("no address: " + text, malformed);
        }
        throw new IllegalArgumentException("no address: " + text);
    }

    private static boolean isSensible(Duration duration) {
        return !duration.isNegative() && !duration.isZero() && duration.compareTo(LONGEST) <= 0;
    }

    private static Problem problem(TestPlan plan, String message) {
        return new Problem(plan.location(), "http settings", message);
    }
}
