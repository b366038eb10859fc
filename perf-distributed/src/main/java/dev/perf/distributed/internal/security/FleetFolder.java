package dev.perf.distributed.internal.security;

import dev.perf.fleet.FleetException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.KeyStore.PrivateKeyEntry;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder that {@code perf fleet init} makes: a private authority, and beneath it what the coordinator and each agent need.
 *
 * <pre>
 * fleet/authority/        stays with whoever makes certificates
 * fleet/coordinator/      goes to where tests are started
 * fleet/agents/NAME/      goes to that agent
 * </pre>
 *
 * <p>Keys and certificates are made by the {@code keytool} of the JDK. Files can be read by their owner alone, where the file
 * system knows such a thing.
 */
public final class FleetFolder {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-][A-Za-z0-9._-]{0,62}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:-]{1,253}");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
    private static final String AUTHORITY_STORE = "authority.p12";
    private static final String HALF = "half-authority.p12";
    private static final String FLEET = "fleet";
    private static final String MADE = "made";
    private static final Duration KEYTOOL_LIMIT = Duration.ofSeconds(60);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final HexFormat HEX = HexFormat.of();

    private final Path folder;
    private final Path keytool;
    private final String begin;

    private FleetFolder(Path folder, Path keytool, String begin) {
        this.folder = folder;
        this.keytool = keytool;
        this.begin = begin;
    }

    /**
     * An agent that gets a certificate.
     *
     * @param name name of its folder: letters, digits, dots, dashes and underlines
     * @param hosts names and addresses that it may be reached at, besides this machine's own loopback; for those who check them
     */
    public record Agent(String name, List<String> hosts) {

        /** Copies the hosts. */
        public Agent {
            hosts = List.copyOf(hosts);
        }
    }

    /** Returns the folder at a path, whether it is there or not. */
    public static FleetFolder at(Path path) {
        String windows = System.getProperty("os.name").startsWith("Windows") ? ".exe" : "";
        // An hour ago, as the clocks of a fleet differ.
        return new FleetFolder(path, Path.of(System.getProperty("java.home"), "bin", "keytool" + windows), "-1H");
    }

    /** As {@link #at}, with another keytool. */
    static FleetFolder at(Path path, Path keytool) {
        return new FleetFolder(path, keytool, "-1H");
    }

    /** Returns a maker of certificates that are valid from another time, as keytool spells it. */
    FleetFolder validFrom(String time) {
        return new FleetFolder(folder, keytool, time);
    }

    /**
     * Makes an authority, and certificates for a coordinator and agents.
     *
     * @param coordinatorHosts names and addresses that the coordinator may be reached at
     * @param validDays for how many days from now they are valid; the authority, ten times as long
     * @return the folders that were made, the coordinator's first
     * @throws FleetException if the folder holds an authority already, a name is malformed, or keytool fails
     */
    public List<Path> init(List<String> coordinatorHosts, List<Agent> agents, int validDays) {
        if (Files.exists(authority())) {
            throw new FleetException("there is a fleet in " + folder
                    + " already; add agents to it with --add, or name another folder with --dir");
        }
        check(coordinatorHosts, agents);
        try {
            makeAuthority(validDays * 10L);
            return make(coordinatorHosts, agents, validDays);
        } catch (IOException | GeneralSecurityException failure) {
            throw new FleetException("the fleet in " + folder + " cannot be made: " + failure, failure);
        }
    }

    /**
     * Makes what is missing in a folder: certificates for new agents, and for the coordinator if its folder is gone.
     *
     * @return the folders that were made
     * @throws FleetException if there is no authority, an agent has a folder already, or keytool fails
     */
    public List<Path> add(List<String> coordinatorHosts, List<Agent> agents, int validDays) {
        if (!Files.exists(authority())) {
            throw new FleetException("there is no fleet in " + folder + " to add to; make one without --add");
        }
        check(coordinatorHosts, agents);
        try {
            return make(coordinatorHosts, agents, validDays);
        } catch (IOException | GeneralSecurityException failure) {
            throw new FleetException("the fleet in " + folder + " cannot be added to: " + failure, failure);
        }
    }

    private void check(List<String> coordinatorHosts, List<Agent> agents) {
        List<String> hosts = new ArrayList<>(coordinatorHosts);
        List<String> names = new ArrayList<>();
        for (Agent agent : agents) {
            hosts.addAll(agent.hosts());
            if (!NAME.matcher(agent.name()).matches()) {
                throw new FleetException("agent \"" + agent.name()
                        + "\" must be named with letters, digits, dots, dashes and underlines, at most 63");
            }
            if (names.contains(agent.name())) {
                throw new FleetException("agent \"" + agent.name() + "\" is named twice");
            }
            if (Files.exists(agentFolder(agent))) {
                throw new FleetException("agent \"" + agent.name() + "\" has a certificate already; delete "
                        + agentFolder(agent) + " to have a new one made");
            }
            names.add(agent.name());
        }
        for (String host : hosts) {
            if (!HOST.matcher(host).matches()) {
                throw new FleetException("host \"" + host + "\" must be a name or an address, without a port");
            }
        }
        if (!Files.isExecutable(keytool)) {
            throw new FleetException("there is no " + keytool
                    + ", which makes the certificates; run perf with a whole JDK, or set JAVA_HOME to one");
        }
    }

    private void makeAuthority(long validDays) throws IOException {
        String fleet = "fleet-" + random(6);
        makeFolder(authority());
        try {
            fillAuthority(fleet, validDays);
        } catch (IOException failure) {
            // Else the next try would be told that there is a fleet.
            for (String file : List.of(FleetIdentity.PASSWORD, FleetIdentity.SECRET, FLEET, HALF)) {
                Files.deleteIfExists(authority().resolve(file));
            }
            Files.delete(authority());
            throw failure;
        }
    }

    private void fillAuthority(String fleet, long validDays) throws IOException {
        write(authority().resolve(FleetIdentity.PASSWORD), random(24));
        write(authority().resolve(FleetIdentity.SECRET), random(32));
        write(authority().resolve(FLEET), fleet);
        Path store = authority().resolve(AUTHORITY_STORE);
        Path half = authority().resolve(HALF);
        keytool(
                half,
                "-genkeypair",
                "-alias",
                FleetIdentity.AUTHORITY_ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=authority of " + fleet,
                "-validity",
                Long.toString(validDays),
                "-startdate",
                begin,
                "-ext",
                "bc:critical=ca:true,pathlen:0",
                "-ext",
                "ku:critical=keyCertSign,cRLSign");
        restrict(half);
        Files.move(half, store, StandardCopyOption.ATOMIC_MOVE);
    }

    private List<Path> make(List<String> coordinatorHosts, List<Agent> agents, int validDays)
            throws IOException, GeneralSecurityException {
        List<Path> made = new ArrayList<>();
        Path coordinator = folder.resolve("coordinator");
        if (!Files.exists(coordinator)) {
            made.add(make(coordinator, "coordinator", Role.COORDINATOR, coordinatorHosts, validDays));
        }
        for (Agent agent : agents) {
            made.add(make(agentFolder(agent), agent.name(), Role.AGENT, agent.hosts(), validDays));
        }
        return made;
    }

    private Path make(Path target, String name, Role role, List<String> hosts, int validDays)
            throws IOException, GeneralSecurityException {
        String fleet = read(FLEET);
        Path work = authority().resolve("work-" + random(4) + ".p12");
        try {
            copy(authority().resolve(AUTHORITY_STORE), work);
            keytool(
                    work,
                    "-genkeypair",
                    "-alias",
                    MADE,
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-signer",
                    FleetIdentity.AUTHORITY_ALIAS,
                    "-dname",
                    "CN=" + name + ", O=" + fleet,
                    "-validity",
                    Integer.toString(validDays),
                    "-startdate",
                    begin,
                    "-ext",
                    "bc:critical=ca:false",
                    "-ext",
                    "ku:critical=digitalSignature",
                    "-ext",
                    "eku=serverAuth,clientAuth",
                    "-ext",
                    "san=" + names(fleet, role, hosts));
            export(work, target);
        } finally {
            Files.deleteIfExists(work);
        }
        return target;
    }

    private static String names(String fleet, Role role, List<String> hosts) {
        StringBuilder names =
                new StringBuilder("uri:perf://" + fleet + "/" + role.text() + ",dns:localhost,ip:127.0.0.1");
        for (String host : hosts) {
            names.append(NUMBERS.matcher(host).matches() ? ",ip:" : ",dns:").append(host);
        }
        return names.toString();
    }

    /** The folder of one process appears when it is whole. */
    private void export(Path work, Path target) throws IOException, GeneralSecurityException {
        char[] password = read(FleetIdentity.PASSWORD).toCharArray();
        KeyStore all = load(work, password);
        Key key = all.getKey(MADE, password);
        Certificate[] chain = all.getCertificateChain(MADE);
        if (!(key instanceof java.security.PrivateKey secret)
                || !(chain[chain.length - 1] instanceof X509Certificate root)) {
            throw new GeneralSecurityException("keytool made no key");
        }
        String fresh = random(24);
        Path half = target.resolveSibling("." + target.getFileName() + "-" + random(4));
        makeFolder(half);
        KeyStore keys = load(null, null);
        keys.setEntry(
                FleetIdentity.KEY_ALIAS,
                new PrivateKeyEntry(secret, chain),
                new PasswordProtection(fresh.toCharArray()));
        save(keys, half.resolve(FleetIdentity.KEY_STORE), fresh);
        KeyStore trusted = load(null, null);
        trusted.setCertificateEntry(FleetIdentity.AUTHORITY_ALIAS, root);
        save(trusted, half.resolve(FleetIdentity.TRUST_STORE), fresh);
        write(half.resolve(FleetIdentity.PASSWORD), fresh);
        write(half.resolve(FleetIdentity.SECRET), read(FleetIdentity.SECRET));
        Files.move(half, target);
    }

    private void keytool(Path store, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(keytool.toString()));
        command.addAll(List.of(arguments));
        // Not as an argument, which everybody on the machine could read.
        command.addAll(List.of(
                "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass:env", "PERF_FLEET_PASSWORD"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PERF_FLEET_PASSWORD", read(FleetIdentity.PASSWORD));
        Path said = Files.createTempFile("keytool", ".txt");
        try {
            Process process = builder.redirectOutput(said.toFile()).start();
            process.getOutputStream().close();
            if (!process.waitFor(KEYTOOL_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException("keytool was not ready after " + KEYTOOL_LIMIT.toSeconds() + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException("keytool said: "
                        + Files.readString(said, StandardCharsets.ISO_8859_1).strip());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool worked", stopped);
        } finally {
            Files.delete(said);
        }
    }

    private Path authority() {
        return folder.resolve("authority");
    }

    private Path agentFolder(Agent agent) {
        return folder.resolve("agents").resolve(agent.name());
    }

    private String read(String name) throws IOException {
        return Files.readString(authority().resolve(name)).strip();
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HEX.formatHex(random);
    }

    private static KeyStore load(@Nullable Path file, char @Nullable [] password)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        if (file == null) {
            store.load(null, null);
            return store;
        }
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        return store;
    }

    private static void save(KeyStore store, Path file, String password) throws IOException, GeneralSecurityException {
        create(file);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
    }

    private static void write(Path file, String text) throws IOException {
        create(file);
        Files.writeString(file, text, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static void copy(Path from, Path to) throws IOException {
        create(to);
        Files.write(to, Files.readAllBytes(from));
    }

    private static void create(Path file) throws IOException {
        Files.createFile(file, restricted(file, "rw-------"));
    }

    private static void makeFolder(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(path, restricted(path, "rwx------"));
        } catch (FileAlreadyExistsException taken) {
            throw new IOException("there is a " + path + " already", taken);
        }
    }

    private static void restrict(Path file) throws IOException {
        if (isPosix(file)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static FileAttribute<?>[] restricted(Path file, String permissions) {
        return isPosix(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
