package dev.perf.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.perf.fleet.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The manifests and images of Kubernetes fit each other: what one names, another has. That each is well-formed by itself is
 * checked by {@code .ci/run}, against the schemas of Kubernetes.
 */
class KubernetesManifestsTest {

    private static final Path ROOT = Path.of("..");
    private static final Path FOLDER = Path.of("kubernetes");
    private static final String NAME = "app.kubernetes.io/name";
    private static final String PART_OF = "app.kubernetes.io/part-of";
    private static final int CLUSTER_PORT = 7800;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\(([A-Z_]+)\\)");
    private static final Pattern DNS =
            Pattern.compile("dns:([a-z-]+)\\.\\$\\(POD_NAMESPACE\\)\\.svc:(\\d+):(\\d+)\\?(.*)");
    private static final Pattern COPY = Pattern.compile("(?m)^COPY (?:--\\S+ )*(\\S+) (\\S+)$");
    private static final Pattern FOLDER_ARGUMENT = Pattern.compile("(?:--cache|--dir|--report|security)=(/[a-z]+)$");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    /** A mapping of a manifest, in which paths are looked up: {@code "spec.template"}. */
    private record Part(String where, Map<?, ?> map) {

        @Nullable
        Object find(String path) {
            Object value = map;
            for (String key : path.split("\\.", -1)) {
                value = value instanceof Map<?, ?> found ? found.get(key) : null;
            }
            return value;
        }

        String text(String path) {
            return Objects.toString(Objects.requireNonNull(find(path), where + " has no " + path));
        }

        int number(String path) {
            return Integer.parseInt(text(path));
        }

        Part part(String path) {
            Object value = find(path);
            return new Part(where + " " + path, value instanceof Map<?, ?> found ? found : Map.of());
        }

        List<Part> parts(String path) {
            Object value = find(path);
            List<?> list = value instanceof List<?> found ? found : List.of();
            return list.stream()
                    .map(each -> new Part(where + " " + path, (Map<?, ?>) Objects.requireNonNull(each)))
                    .toList();
        }

        List<String> texts(String path) {
            Object value = find(path);
            return value instanceof List<?> found
                    ? found.stream().map(Object::toString).toList()
                    : List.of();
        }

        String kind() {
            return text("kind");
        }

        String name() {
            return text("metadata.name");
        }

        /** A mapping of texts, such as labels. */
        Map<String, String> strings(String path) {
            var strings = new LinkedHashMap<String, String>();
            part(path).map().forEach((key, value) -> strings.put(Objects.toString(key), Objects.toString(value)));
            return strings;
        }

        /** The labels that the pods of this one have; none if it has no pods. */
        Map<String, String> labels() {
            return strings(kind().equals("Pod") ? "metadata.labels" : "spec.template.metadata.labels");
        }

        /** The specification of the pods of this one. */
        Part pod() {
            return kind().equals("Pod") ? part("spec") : part("spec.template.spec");
        }

        Part container() {
            List<Part> containers = pod().parts("containers");
            assertThat(containers).as(where).hasSize(1);
            return containers.getFirst();
        }

        boolean hasPods() {
            return Set.of("Pod", "Job", "StatefulSet").contains(kind());
        }
    }

    private static List<Part> manifests(String file) throws IOException {
        var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        var manifests = new ArrayList<Part>();
        for (Object each : yaml.loadAll(read(file))) {
            manifests.add(new Part(file, (Map<?, ?>) each));
        }
        return manifests;
    }

    private static List<Part> all() throws IOException {
        var all = new ArrayList<Part>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (String file : files.map(each -> each.getFileName().toString())
                    .filter(each -> each.endsWith(".yaml") && !each.equals("kustomization.yaml"))
                    .sorted()
                    .toList()) {
                all.addAll(manifests(file));
            }
        }
        assertThat(all).hasSizeGreaterThan(8);
        return all;
    }

    private static List<Part> all(Predicate<Part> which) throws IOException {
        List<Part> found = all().stream().filter(which).toList();
        assertThat(found).isNotEmpty();
        return found;
    }

    private static List<Part> members() throws IOException {
        return all(each -> each.hasPods() && each.labels().containsKey(PART_OF));
    }

    private static String read(String file) throws IOException {
        return Files.readString(FOLDER.resolve(file));
    }

    private static Set<String> names(List<Part> parts) {
        var names = new HashSet<String>();
        parts.forEach(part -> names.add(part.text("name")));
        return names;
    }

    @Test
    void servicesStandForPodsThatListenOnTheirPort() throws IOException {
        for (Part service : all(each -> each.kind().equals("Service"))) {
            // A port of a headless service is not translated: it is that of the pods.
            assertThat(service.text("spec.clusterIP")).isEqualTo("None");
            assertThat(service.text("spec.publishNotReadyAddresses")).isEqualTo("true");
            Part port = service.parts("spec.ports").getFirst();
            Map<String, String> selector = service.strings("spec.selector");

            List<Part> pods =
                    all(each -> each.hasPods() && each.labels().entrySet().containsAll(selector.entrySet()));

            assertThat(selector).isNotEmpty();
            for (Part each : pods) {
                Part listening = each.container().parts("ports").getFirst();
                assertThat(listening.text("name")).isEqualTo(port.text("targetPort"));
                assertThat(listening.number("containerPort"))
                        .isEqualTo(port.number("port"))
                        .isEqualTo(CLUSTER_PORT);
            }
        }
    }

    @Test
    void selectorsAreThoseOfThePodsTheyMean() throws IOException {
        List<Part> sets = all(each -> each.kind().equals("StatefulSet"));
        assertThat(sets).hasSize(1);
        Part set = sets.getFirst();
        Map<String, String> labels = set.labels();

        for (Part each : all(each -> each.find("spec.selector.matchLabels") != null)) {
            assertThat(labels.entrySet())
                    .as(each.where())
                    .containsAll(each.strings("spec.selector.matchLabels").entrySet());
        }
        for (Part spread : set.pod().parts("topologySpreadConstraints")) {
            assertThat(labels.entrySet())
                    .containsAll(spread.strings("labelSelector.matchLabels").entrySet());
        }
        assertThat(all(each -> each.kind().equals("Service")))
                .extracting(Part::name)
                .contains(set.text("spec.serviceName"));
    }

    @Test
    void noTwoAgentsShareANode() throws IOException {
        List<Part> agents =
                all(each -> each.hasPods() && each.container().text("name").equals("agent"));
        List<String> names = agents.stream()
                .map(each -> Objects.toString(each.labels().get(NAME)))
                .toList();

        assertThat(agents).hasSize(2);
        for (Part each : agents) {
            Part apart = each.pod()
                    .parts("affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution")
                    .getFirst();
            Part expression = apart.parts("labelSelector.matchExpressions").getFirst();
            assertThat(apart.text("topologyKey")).isEqualTo("kubernetes.io/hostname");
            assertThat(expression.text("key")).isEqualTo(NAME);
            assertThat(expression.texts("values")).hasSameElementsAs(names);
        }
    }

    @Test
    void theNetworkPolicyOpensThePortsOfTheClusterToItsMembersAlone() throws IOException {
        List<Part> policies = manifests("network-policy.yaml");
        assertThat(policies).hasSize(1);
        Part policy = policies.getFirst();
        Map<String, String> members = policy.strings("spec.podSelector.matchLabels");

        assertThat(policy.texts("spec.policyTypes")).containsExactly("Ingress", "Egress");
        for (Part each : members()) {
            assertThat(each.labels().entrySet()).as(each.where()).containsAll(members.entrySet());
        }
        List<Part> ingress = policy.parts("spec.ingress");
        assertThat(ingress).hasSize(1);
        Part in = ingress.getFirst();
        Part out = policy.parts("spec.egress").getFirst();
        assertThat(in.parts("from")).hasSize(1);
        assertThat(in.parts("from").getFirst().strings("podSelector.matchLabels"))
                .isEqualTo(members);
        assertThat(out.parts("to").getFirst().map())
                .isEqualTo(in.parts("from").getFirst().map());
        Part ports = in.parts("ports").getFirst();
        assertThat(out.parts("ports").getFirst().map()).isEqualTo(ports.map());
        assertThat(ports.number("port")).isEqualTo(CLUSTER_PORT);
        assertThat(ports.number("endPort")).isGreaterThan(CLUSTER_PORT);
    }

    @Test
    void theCoordinatorOfThePoolLooksForItsServiceAndAllItsAgents() throws IOException {
        Part agents = all(each -> each.kind().equals("StatefulSet")).getFirst();
        Part run = manifests("coordinator-job.yaml").getFirst();
        Matcher fleet = DNS.matcher(argument(run, "--fleet"));

        assertThat(fleet.matches()).isTrue();
        assertThat(fleet.group(1)).isEqualTo(agents.text("spec.serviceName"));
        assertThat(Integer.parseInt(fleet.group(2))).isEqualTo(CLUSTER_PORT);
        assertThat(Integer.parseInt(fleet.group(3))).isEqualTo(agents.number("spec.replicas"));
        assertThat(fleet.group(4)).isEqualTo("listen=$(POD_IP):" + CLUSTER_PORT + "&security=/certs");
        assertThat(argument(agents, "--listen")).isEqualTo("$(POD_IP):" + CLUSTER_PORT);
    }

    @Test
    void theAgentsOfOneRunJoinTheServiceOfItsCoordinator() throws IOException {
        List<Part> manifests = manifests("agents-job.yaml");
        assertThat(manifests).extracting(Part::kind).containsExactly("Service", "Job", "Job");
        Part service = manifests.get(0);
        Part coordinator = manifests.get(1);
        Part agents = manifests.get(2);

        assertThat(coordinator.labels().entrySet())
                .containsAll(service.strings("spec.selector").entrySet());
        assertThat(argument(agents, "--join")).isEqualTo(service.name() + ".$(POD_NAMESPACE).svc:" + CLUSTER_PORT);
        assertThat(argument(coordinator, "--fleet"))
                .isEqualTo("join:$(POD_IP):" + CLUSTER_PORT + ":" + agents.number("spec.parallelism")
                        + "?security=/certs");
        assertThat(agents.number("spec.completions")).isEqualTo(agents.number("spec.parallelism"));
    }

    @Test
    void podsOfOneRunAreThoseOfThePoolInAllThatHasNothingToDoWithIt() throws IOException {
        Part pool = all(each -> each.kind().equals("StatefulSet")).getFirst();
        Part poolRun = manifests("coordinator-job.yaml").getFirst();
        Part onceRun = manifests("agents-job.yaml").get(1);
        Part onceAgents = manifests("agents-job.yaml").get(2);

        for (String each : List.of("securityContext", "volumes", "affinity", "terminationGracePeriodSeconds")) {
            assertThat(onceAgents.pod().find(each))
                    .as(each)
                    .isEqualTo(pool.pod().find(each));
            assertThat(onceRun.pod().find(each))
                    .as(each)
                    .isEqualTo(poolRun.pod().find(each));
        }
        for (String each : List.of("image", "resources", "securityContext", "volumeMounts", "ports")) {
            assertThat(onceAgents.container().find(each))
                    .as(each)
                    .isEqualTo(pool.container().find(each));
            assertThat(onceRun.container().find(each))
                    .as(each)
                    .isEqualTo(poolRun.container().find(each));
        }
        assertThat(argument(onceRun, "--base-url")).isEqualTo(argument(poolRun, "--base-url"));
    }

    @Test
    void variablesInArgumentsAreThoseOfTheContainer() throws IOException {
        for (Part each : members()) {
            String arguments = String.join(" ", each.container().texts("args"));
            Set<String> used = new HashSet<>();
            VARIABLE.matcher(arguments).results().map(found -> found.group(1)).forEach(used::add);
            Set<String> given = names(each.container().parts("env").stream()
                    .filter(variable -> variable.find("valueFrom") != null)
                    .toList());

            assertThat(used).as(each.where()).isNotEmpty().isEqualTo(given);
            // Such as metadata.labels['perf-zone'].
            for (Part variable : each.container().parts("env")) {
                Object field = variable.find("valueFrom.fieldRef.fieldPath");
                if (field != null && field.toString().startsWith("metadata.labels['")) {
                    assertThat(each.labels().containsKey(field.toString().split("'", -1)[1]))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void foldersInArgumentsAreVolumes() throws IOException {
        for (Part each : all(Part::hasPods)) {
            Part container = each.container();
            var volumes = names(each.pod().parts("volumes"));
            var mounts = new LinkedHashMap<String, String>();
            container.parts("volumeMounts").forEach(mount -> mounts.put(mount.text("mountPath"), mount.text("name")));
            assertThat(mounts.values()).as(each.where()).hasSameElementsAs(volumes);

            for (String argument : container.texts("args")) {
                Matcher folder = FOLDER_ARGUMENT.matcher(argument);
                if (folder.find()) {
                    assertThat(mounts).as(each.where()).containsKey(folder.group(1));
                }
            }
        }
    }

    @Test
    void theGuideMakesTheSecretsThatPodsNeed() throws IOException {
        var needed = new TreeSet<String>();
        var claimed = new TreeSet<String>();
        for (Part each : all(Part::hasPods)) {
            for (Part volume : each.pod().parts("volumes")) {
                if (volume.find("secret") != null) {
                    needed.add(volume.text("secret.secretName"));
                } else if (volume.find("persistentVolumeClaim") != null) {
                    claimed.add(volume.text("persistentVolumeClaim.claimName"));
                }
            }
        }
        var made = new TreeSet<String>();
        Pattern.compile("kubectl create secret generic (\\S+)")
                .matcher(read("README.md"))
                .results()
                .forEach(command -> made.add(command.group(1)));

        assertThat(needed).hasSize(2).isEqualTo(made);
        assertThat(all(each -> each.kind().equals("PersistentVolumeClaim")))
                .extracting(Part::name)
                .hasSameElementsAs(claimed);
        assertThat(all()).extracting(Part::kind).doesNotContain("Secret");
    }

    @Test
    void podsMayDoNoMoreThanTheyMust() throws IOException {
        for (Part each : all(Part::hasPods)) {
            Part pod = each.pod();
            Part container = each.container();

            assertThat(pod.text("automountServiceAccountToken")).isEqualTo("false");
            assertThat(pod.text("securityContext.runAsNonRoot")).isEqualTo("true");
            assertThat(pod.text("securityContext.seccompProfile.type")).isEqualTo("RuntimeDefault");
            assertThat(container.text("securityContext.allowPrivilegeEscalation"))
                    .isEqualTo("false");
            assertThat(container.text("securityContext.readOnlyRootFilesystem")).isEqualTo("true");
            assertThat(container.texts("securityContext.capabilities.drop")).containsExactly("ALL");
            // A probe of the port would be a stranger at the door, and one that starts a JVM costs what is measured.
            for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
                assertThat(container.find(probe)).as(each.where() + " " + probe).isNull();
            }
        }
    }

    @Test
    void whoGeneratesLoadHasProcessorsThatAreNotTakenAway() throws IOException {
        for (Part each : members()) {
            Part resources = each.container().part("resources");
            assertThat(resources.part("requests").map())
                    .isEqualTo(resources.part("limits").map());
            assertThat(resources.number("requests.cpu")).isPositive();
        }
    }

    @Test
    void theWholePoolIsInTheKustomization() throws IOException {
        Part kustomization = manifests("kustomization.yaml").getFirst();
        List<String> resources = kustomization.texts("resources");

        for (String each : resources) {
            assertThat(manifests(each)).as(each).isNotEmpty();
        }
        assertThat(resources).contains("agents.yaml", "network-policy.yaml");
        assertThat(kustomization.text("namespace"))
                .isEqualTo(manifests("namespace.yaml").getFirst().name());
    }

    @Test
    void imagesHaveAVersionAndAreBuiltHere() throws IOException {
        String guide = read("README.md");
        for (Part each : all(Part::hasPods)) {
            String image = each.container().text("image");

            assertThat(image).matches("perf-[a-z-]+:\\d+\\.\\d+\\.\\d+");
            assertThat(guide).contains("-t " + image + " ");
            assertThat(read(image.startsWith("perf-agent:") ? "Dockerfile" : "test/Dockerfile"))
                    .contains("-t " + image + " ");
        }
        for (String file : List.of("Dockerfile", "test/Dockerfile")) {
            assertThat(read(file)).containsPattern("(?m)^ARG JAVA_IMAGE=[a-z-]+:25-jdk$\nFROM \\$\\{JAVA_IMAGE}$");
        }
    }

    @Test
    void theImageOfTheAgentHoldsWhatTheBuildMakes() throws IOException {
        String image = read("Dockerfile");
        List<MatchResult> copies = COPY.matcher(image).results().toList();
        assertThat(copies).hasSize(1);
        Path jar = Path.of(copies.getFirst().group(1));

        // The jar itself is there only after mvn verify.
        assertThat(jar.getParent()).isEqualTo(Path.of("perf-distributed/target"));
        assertThat(Files.readString(ROOT.resolve("perf-distributed/pom.xml")))
                .contains("<outputFile>${project.build.directory}/" + jar.getFileName() + "</outputFile>");
        assertThat(read("Dockerfile.dockerignore")).isEqualTo("*\n!" + jar + "\n");
        assertThat(entryPoint(image))
                .startsWith("java")
                .endsWith("-jar", copies.getFirst().group(2));
    }

    @Test
    void theImageOfTheTestHoldsItsClassPath() throws IOException {
        String image = read("test/Dockerfile");
        var copied = new ArrayList<String>();
        COPY.matcher(image).results().forEach(copy -> copied.add(copy.group(2)));
        List<String> command = entryPoint(image);

        assertThat(command.get(command.indexOf("-cp") + 1).replace("/*", "").split(":"))
                .containsExactlyInAnyOrderElementsOf(copied);
        assertThat(command.getLast()).isEqualTo("com.example.ShopLoadTest");
    }

    @Test
    void imagesRunAsWhoPodsRunAs() throws IOException {
        for (Part each : all(Part::hasPods)) {
            String user = each.pod().text("securityContext.runAsUser");
            String group = each.pod().text("securityContext.runAsGroup");
            boolean isAgent = each.container().text("image").startsWith("perf-agent:");
            String image = read(isAgent ? "Dockerfile" : "test/Dockerfile");

            assertThat(image).contains("\nUSER " + user + ":" + group + "\n");
            assertThat(each.pod().text("securityContext.fsGroup")).isEqualTo(group);
            if (each.labels().containsKey(PART_OF)) {
                Matcher home = Pattern.compile("(?m)^ENV HOME=(\\S+)$").matcher(image);
                assertThat(home.find()).isTrue();
                assertThat(each.container().parts("volumeMounts"))
                        .extracting(mount -> mount.text("mountPath"))
                        .contains(home.group(1));
            }
        }
    }

    @Test
    void filesThatTheGuideNamesAreThere() throws IOException {
        List<String> named = Pattern.compile("docs/kubernetes(?:/[A-Za-z][A-Za-z./-]*[A-Za-z])?")
                .matcher(read("README.md"))
                .results()
                .map(MatchResult::group)
                .toList();

        assertThat(named).hasSizeGreaterThan(5);
        for (String each : named) {
            assertThat(ROOT.resolve(each)).exists();
        }
    }

    /** As in a pod, with what Kubernetes puts in for variables. */
    @Test
    void theFlagOfTheFleetIsOneThatPerfReads() throws IOException {
        List<Part> runs =
                all(each -> each.hasPods() && each.container().text("name").equals("coordinator"));
        assertThat(runs).hasSize(2);
        for (Part each : runs) {
            String text =
                    argument(each, "--fleet").replace("$(POD_IP)", "10.1.2.3").replace("$(POD_NAMESPACE)", "perf");

            Fleet fleet = Fleet.parse(text);

            assertThat(fleet.agents()).isEqualTo(3);
            assertThat(fleet.listen()).isEqualTo("10.1.2.3:" + CLUSTER_PORT);
            assertThat(fleet.security()).isEqualTo(Path.of("/certs"));
        }
    }

    /** Options that the guide shows, put behind a fleet. */
    @Test
    void optionsOfTheFleetInTheGuideAreOnesThatPerfReads() throws IOException {
        List<String> options = Pattern.compile("`&([^`]+)`")
                .matcher(read("README.md"))
                .results()
                .map(option -> option.group(1).replace("...", "3g"))
                .toList();

        assertThat(options).hasSizeGreaterThan(3);
        for (String each : options) {
            assertThatCode(() -> Fleet.parse("one:7800,two:7800,three:7800?" + each))
                    .as(each)
                    .doesNotThrowAnyException();
        }
    }

    private static List<String> entryPoint(String image) {
        Matcher line = Pattern.compile("(?m)^ENTRYPOINT \\[(.*)]$").matcher(image);
        assertThat(line.find()).isTrue();
        return QUOTED.matcher(line.group(1))
                .results()
                .map(word -> word.group(1))
                .toList();
    }

    private static String argument(Part pods, String flag) {
        List<String> found = pods.container().texts("args").stream()
                .filter(each -> each.startsWith(flag + "="))
                .toList();
        assertThat(found).as(pods.where() + " " + flag).hasSize(1);
        return found.getFirst().substring(flag.length() + 1);
    }
}
