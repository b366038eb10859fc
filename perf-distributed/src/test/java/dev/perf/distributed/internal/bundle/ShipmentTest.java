package dev.perf.distributed.internal.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.distributed.internal.bundle.BundleEntry.Kind;
import dev.perf.distributed.internal.bundle.ShipmentMessage.Chunk;
import dev.perf.distributed.internal.bundle.ShipmentMessage.Offer;
import dev.perf.distributed.internal.bundle.ShipmentMessage.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShipmentTest {

    private static final long MOST = 100_000_000;
    private static final String HASH = "0".repeat(64);

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private int underWay;
    private int mostUnderWay;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    /** A jar, a folder and a file. */
    private ClassPathBundle bundle() throws IOException {
        byte[] noise = new byte[2_500_000];
        new Random(1).nextBytes(noise);
        Path jar = folder.resolve("some library.jar");
        if (!Files.exists(jar)) {
            try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
                zip.putNextEntry(new ZipEntry("noise"));
                zip.write(noise);
            }
            Files.createDirectories(folder.resolve("classes/dev/shop"));
            Files.writeString(folder.resolve("classes/dev/shop/Shop.class"), "class");
            Files.writeString(folder.resolve("classes/empty"), "");
            Files.createDirectories(folder.resolve("data"));
            Files.writeString(folder.resolve("data/users.csv"), "name\nada\n");
        }
        ClassPathBundle bundle = ClassPathBundle.of(
                List.of(jar, folder.resolve("classes")), folder, List.of(Path.of("data/users.csv")), MOST);
        open.add(bundle);
        return bundle;
    }

    private BundleCache cache(String name) {
        return new BundleCache(folder.resolve(name), MOST);
    }

    /** Both ends, and the messages between them as bytes; those that {@code passes} refuses are lost, with all behind. */
    private long ship(ClassPathBundle bundle, BundleCache cache, Predicate<ShipmentMessage> passes) {
        Queue<byte[]> there = new ArrayDeque<>();
        Queue<byte[]> back = new ArrayDeque<>();
        var isCut = new boolean[1];
        underWay = 0;
        var sender = new Shipment.Sender(bundle, message -> {
            isCut[0] |= !passes.test(message);
            if (!isCut[0]) {
                there.add(message.toBytes());
                underWay += message instanceof Chunk ? 1 : 0;
                mostUnderWay = Math.max(mostUnderWay, underWay);
            }
        });
        try (var receiver = new Shipment.Receiver(cache, MOST, message -> back.add(message.toBytes()))) {
            sender.offer();
            while (!there.isEmpty() || !back.isEmpty()) {
                if (!there.isEmpty()) {
                    receiver.receive(ShipmentMessage.of(there.remove()));
                } else {
                    ShipmentMessage answer = ShipmentMessage.of(back.remove());
                    underWay -= answer instanceof ShipmentMessage.Taken ? 1 : 0;
                    sender.receive(answer);
                }
            }
            if (!isCut[0]) {
                assertThat(receiver.done().resultNow()).isEqualTo(bundle.manifest());
            }
        }
        return sender.done().isDone() ? sender.done().resultNow() : -1;
    }

    private long ship(ClassPathBundle bundle, BundleCache cache) {
        return ship(bundle, cache, any -> true);
    }

    @Test
    void sendsAllTheFirstTimeAndNothingTheSecond() throws IOException {
        ClassPathBundle bundle = bundle();

        assertThat(ship(bundle, cache("cache"))).isEqualTo(bundle.manifest().size());
        assertThat(mostUnderWay).isEqualTo(Shipment.MOST_UNDER_WAY);

        ClassPathBundle again = bundle();
        assertThat(again.manifest()).isEqualTo(bundle.manifest());
        assertThat(ship(again, cache("cache"))).isZero();
    }

    @Test
    void onlyWhatHasChangedIsSent() throws IOException {
        ship(bundle(), cache("cache"));
        Files.writeString(folder.resolve("data/users.csv"), "name\neve\ngrace\n");

        assertThat(ship(bundle(), cache("cache"))).isEqualTo("name\neve\ngrace\n".length());
    }

    @Test
    void goesOnWhereAConnectionWasLost() throws IOException {
        ClassPathBundle bundle = bundle();
        var chunks = new int[1];
        long first = ship(bundle, cache("cache"), message -> !(message instanceof Chunk) || ++chunks[0] <= 20);
        assertThat(first).isEqualTo(-1);

        assertThat(ship(bundle, cache("cache"))).isEqualTo(bundle.manifest().size() - 20L * ShipmentMessage.CHUNK);
    }

    @Test
    void isPutIntoTheDirectoryOfARunAsItWas() throws IOException {
        ClassPathBundle bundle = bundle();
        BundleCache cache = cache("cache");
        ship(bundle, cache);
        Path directory = folder.resolve("run");

        List<Path> classPath = Delivery.into(directory, bundle.manifest(), cache);

        assertThat(classPath)
                .containsExactly(
                        directory.resolve(".perf/classpath/0-some_library.jar"),
                        directory.resolve(".perf/classpath/1-classes"));
        assertThat(classPath.getFirst()).hasSameBinaryContentAs(folder.resolve("some library.jar"));
        assertThat(classPath.getLast().resolve("dev/shop/Shop.class")).hasContent("class");
        assertThat(classPath.getLast().resolve("empty")).isEmptyFile();
        assertThat(directory.resolve("data/users.csv")).hasContent("name\nada\n");
    }

    @Test
    void aChangedByteIsNoticedAndThePartIsSentAnew() throws IOException {
        ClassPathBundle bundle = bundle();
        BundleCache cache = cache("cache");
        var answers = new ArrayList<ShipmentMessage>();
        var chunks = new ArrayDeque<Chunk>();
        var sender = new Shipment.Sender(bundle, message -> {
            if (message instanceof Chunk chunk) {
                chunks.add(chunk);
            }
        });
        try (var receiver = new Shipment.Receiver(cache, MOST, answers::add)) {
            receiver.receive(new Offer(bundle.manifest()));
            sender.receive(answers.removeFirst());
            while (!chunks.isEmpty() && !receiver.done().isDone()) {
                Chunk chunk = chunks.remove();
                byte[] changed = chunk.bytes().clone();
                if (changed.length > 5) {
                    changed[5] ^= 1;
                }
                receiver.receive(new Chunk(chunk.hash(), chunk.offset(), changed));
                sender.receive(answers.removeLast());
            }
            assertThat(sender.done()).isCompletedExceptionally();
            assertThat(sender.done().exceptionNow())
                    .hasMessage(
                            "some_library.jar has come with other bytes than its hash says: it was changed on its way,"
                                    + " or while it was sent; do not build while a run begins");
        }
        assertThat(ship(bundle, cache)).isEqualTo(bundle.manifest().size());
    }

    @Test
    void aDamagedPartOfTheCacheIsSentAnew() throws IOException {
        ClassPathBundle bundle = bundle();
        ship(bundle, cache("cache"));
        BundleEntry file = bundle.manifest().entries().getLast();
        Path part = folder.resolve("cache/sha256")
                .resolve(file.hash().substring(0, 2))
                .resolve(file.hash());
        Files.writeString(part, "name\neva\n");

        assertThat(ship(bundle, cache("cache"))).isEqualTo(file.size());
    }

    @Test
    void twoAgentsMayTakeTheSameIntoOneFolder() throws IOException {
        ClassPathBundle bundle = bundle();
        BundleEntry jar = bundle.manifest().entries().getFirst();
        byte[] bytes = bundle.read(jar.hash(), 0, (int) jar.size());
        try (BundleCache.Incoming first = cache("cache").take(jar);
                BundleCache.Incoming second = cache("cache").take(jar)) {
            assertThat(first.write(0, Arrays.copyOf(bytes, 1000))).isFalse();
            assertThat(second.offset()).isZero();
            assertThat(second.write(0, bytes)).isTrue();
            assertThat(first.write(1000, Arrays.copyOfRange(bytes, 1000, bytes.length)))
                    .isTrue();
        }
        assertThat(cache("cache").find(jar)).isNotNull().hasBinaryContent(bytes);
    }

    @Test
    void whatWasUsedLongestAgoMakesRoom() throws IOException {
        var small = new BundleCache(folder.resolve("small"), 25);
        var parts = new ArrayList<BundleEntry>();
        for (String text : List.of("first part", "second one", "third part")) {
            Path file = Files.writeString(folder.resolve(text), text);
            var entry = new BundleEntry(Kind.FILE, text, FileHashes.of(file), text.length());
            parts.add(entry);
            try (BundleCache.Incoming incoming = small.take(entry)) {
                assertThat(incoming.write(0, Files.readAllBytes(file))).isTrue();
            }
            assertThat(small.find(parts.getFirst())).as("used again each time").isNotNull();
        }
        assertThat(small.find(parts.get(1))).isNull();
        assertThat(small.find(parts.get(2))).isNotNull();
    }

    @Test
    void aFolderThatCannotBeWrittenToIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        try (var receiver = new Shipment.Receiver(new BundleCache(file, MOST), MOST, message -> {})) {
            receiver.receive(new Offer(bundle().manifest()));

            assertThat(receiver.done().exceptionNow())
                    .isInstanceOf(BundleException.class)
                    .hasMessageStartingWith("the cache of class paths, " + file + ", cannot be written to: ")
                    .hasMessageEndingWith("; make room there, let the agent write there, or give it another folder");
        }
    }

    @Test
    void hostileNamesAreRefused() {
        for (String name : List.of(
                "../x",
                "a/../../x",
                "/etc/passwd",
                "C:/x",
                "a\\b",
                "",
                "a//b",
                "./a",
                "a\u0000b",
                "x".repeat(1_001),
                ".perf/x",
                ".PERF/x")) {
            assertThatThrownBy(() -> new BundleEntry(Kind.FILE, name, HASH, 1))
                    .as(name)
                    .isInstanceOf(BundleException.class)
                    .hasMessageEndingWith("is no name of a file below the working folder");
        }
        for (String name : List.of("../x.jar", "a/b.jar", "..", ".hidden", "", "x".repeat(201), "a b")) {
            assertThatThrownBy(() -> new BundleEntry(Kind.JAR, name, HASH, 1))
                    .as(name)
                    .isInstanceOf(BundleException.class);
        }
        assertThatThrownBy(() -> new BundleEntry(Kind.FILE, "a", "../" + HASH.substring(3), 1))
                .hasMessageEndingWith("is no SHA-256");
        assertThatThrownBy(() -> new BundleEntry(Kind.FILE, "a", HASH, -1)).hasMessage("\"a\" has a size of -1 bytes");
    }

    @Test
    void hostileBundlesAreRefused() {
        var entry = new BundleEntry(Kind.FILE, "a", HASH, 1);
        assertThatThrownBy(() -> new BundleManifest(List.of(entry, new BundleEntry(Kind.FILE, "A", HASH, 1))))
                .hasMessage("two files are called \"A\"");
        assertThatThrownBy(() -> new BundleManifest(Collections.nCopies(10_001, entry)))
                .hasMessage("a bundle of 10001 parts is too much; at most 10000 are taken");
        var huge = new BundleManifest(
                List.of(new BundleEntry(Kind.JAR, "a", HASH, Long.MAX_VALUE), new BundleEntry(Kind.JAR, "b", HASH, 9)));
        assertThat(huge.size()).isEqualTo(Long.MAX_VALUE);
        var answers = new ArrayList<ShipmentMessage>();
        try (var receiver = new Shipment.Receiver(cache("cache"), MOST, answers::add)) {
            receiver.receive(new Offer(huge));
        }
        assertThat(answers).singleElement().isInstanceOf(Refused.class);
        assertThat(folder.resolve("cache")).doesNotExist();
    }

    @Test
    void bytesThatWereNotAskedForAreRefused() throws IOException {
        ClassPathBundle bundle = bundle();
        BundleEntry jar = bundle.manifest().entries().getFirst();
        for (Chunk chunk : List.of(
                new Chunk(HASH, 0, new byte[5]),
                new Chunk(jar.hash(), 7, new byte[5]),
                new Chunk(jar.hash(), 0, new byte[(int) jar.size() + 1]))) {
            try (var receiver = new Shipment.Receiver(cache("cache"), MOST, message -> {})) {
                receiver.receive(new Offer(bundle.manifest()));
                receiver.receive(chunk);
                assertThat(receiver.done()).isCompletedExceptionally();
            }
        }
    }

    @Test
    void aZipThatLeadsOutOfItsFolderIsNotUnpacked() throws IOException {
        Path zip = folder.resolve("hostile.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("../../out.txt"));
            out.write(1);
        }
        var entry = new BundleEntry(Kind.FOLDER, "classes", FileHashes.of(zip), Files.size(zip));
        BundleCache cache = cache("cache");
        try (BundleCache.Incoming incoming = cache.take(entry)) {
            incoming.write(0, Files.readAllBytes(zip));
        }
        var manifest = new BundleManifest(List.of(entry));

        assertThatThrownBy(() -> Delivery.into(folder.resolve("run"), manifest, cache))
                .isInstanceOf(BundleException.class)
                .hasMessage(
                        "a folder of the class path has a file \"../../out.txt\", or too many, and is not unpacked");
        assertThat(folder.resolve("run/.perf/out.txt")).doesNotExist();
    }

    @Test
    void bytesThatAreNoMessageAreRefusedWhateverTheyAre() throws IOException {
        var random = new Random(7);
        byte[] offer = new Offer(bundle().manifest()).toBytes();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = i % 2 == 0 ? new byte[random.nextInt(40)] : offer.clone();
            if (i % 2 == 0) {
                random.nextBytes(bytes);
            } else {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                ShipmentMessage.of(bytes).toBytes();
            } catch (BundleException refused) {
                assertThat(refused).hasMessageNotContaining("\n");
            }
        }
    }
}
