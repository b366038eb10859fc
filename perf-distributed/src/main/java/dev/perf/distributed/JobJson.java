package dev.perf.distributed;

import dev.perf.plan.TestOrigin;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON of a job; {@code docs/distributed-jobs.md} says what its fields mean. Fields that are not known are skipped, so
 * that a version may add some; a change of what a field means gets another {@code schemaVersion}.
 */
final class JobJson {

    private static final int VERSION = 1;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path folder;

    /**
     * Creates the format.
     *
     * @param folder what paths of reports in it are relative to, so that it can be moved
     */
    JobJson(Path folder) {
        this.folder = folder;
    }

    byte[] write(StoredJob job) {
        JobTerms terms = job.terms();
        ObjectNode root = JSON.createObjectNode();
        root.put("schemaVersion", VERSION);
        root.put("id", terms.id());
        root.put("sequence", terms.sequence());
        root.put("name", terms.name());
        root.put("state", job.state().name());
        root.put("reason", job.reason());
        root.put("submittedAt", terms.submittedAt().toString());
        put(root, "retryAt", job.retryAt());
        put(root, "endedAt", job.endedAt());
        root.put("priority", terms.priority().name());
        put(root.putObject("requires"), terms.required());
        root.putObject("agents").put("least", terms.leastAgents()).put("most", terms.mostAgents());
        root.put("timeout", terms.timeout().toString());
        root.putObject("retries")
                .put("most", terms.retries().most())
                .put("pause", terms.retries().pause().toString())
                .put("longestPause", terms.retries().longestPause().toString())
                .put("invalid", terms.retries().isForInvalid());
        put(root, "notBefore", terms.notBefore());
        put(root, "patience", terms.patience());
        put(root.putObject("tags"), terms.tags());
        ObjectNode test = root.putObject("test");
        test.put("name", terms.test());
        test.put("planned", terms.planned().toString());
        if (terms.origin() == null) {
            test.putNull("origin");
        } else {
            put(test.putObject("origin"), terms.origin());
        }
        ArrayNode attempts = root.putArray("attempts");
        job.attempts().forEach(attempt -> put(attempts.addObject(), attempt));
        return JSON.writeValueAsBytes(root);
    }

    private static void put(ObjectNode node, String field, @Nullable Object time) {
        if (time == null) {
            node.putNull(field);
        } else {
            node.put(field, time.toString());
        }
    }

    private static void put(ObjectNode node, Map<String, String> texts) {
        texts.forEach(node::put);
    }

    private static void put(ObjectNode node, TestOrigin origin) {
        node.put("class", origin.className());
        node.put("method", origin.methodName());
        node.put("descriptor", origin.descriptor());
        ArrayNode arguments = node.putArray("arguments");
        for (Object argument : origin.arguments()) {
            ObjectNode one = arguments.addObject();
            if (argument == null) {
                one.put("type", "null");
            } else if (argument instanceof Enum<?> constant) {
                one.put("type", "enum");
                one.put("class", constant.getDeclaringClass().getName());
                one.put("value", constant.name());
            } else {
                one.put("type", ArgumentType.of(argument).text());
                one.put("value", argument.toString());
            }
        }
    }

    private void put(ObjectNode node, Attempt attempt) {
        node.put("number", attempt.number());
        ArrayNode agents = node.putArray("agents");
        attempt.agents().forEach(agents::add);
        node.put("startedAt", attempt.startedAt().toString());
        put(node, "endedAt", attempt.endedAt());
        put(node, "outcome", attempt.outcome());
        node.put("reason", attempt.reason());
        put(node.putObject("lost"), attempt.lost());
        put(node, "runId", attempt.runId());
        put(node, "report", attempt.report() == null ? null : relative(attempt.report()));
    }

    private String relative(Path report) {
        Path whole = report.toAbsolutePath().normalize();
        return whole.startsWith(folder) ? folder.relativize(whole).toString().replace('\\', '/') : whole.toString();
    }

    /** Types of arguments whose values are texts, in the words of Java. */
    private enum ArgumentType {
        TEXT(String.class) {
            @Override
            Object value(String text) {
                return text;
            }
        },
        BOOLEAN(Boolean.class) {
            @Override
            Object value(String text) {
                return Boolean.valueOf(text);
            }
        },
        CHARACTER(Character.class) {
            @Override
            Object value(String text) {
                if (text.length() != 1) {
                    throw new IllegalArgumentException("one character is expected");
                }
                return text.charAt(0);
            }
        },
        BYTE(Byte.class) {
            @Override
            Object value(String text) {
                return Byte.valueOf(text);
            }
        },
        SHORT(Short.class) {
            @Override
            Object value(String text) {
                return Short.valueOf(text);
            }
        },
        INT(Integer.class) {
            @Override
            Object value(String text) {
                return Integer.valueOf(text);
            }
        },
        LONG(Long.class) {
            @Override
            Object value(String text) {
                return Long.valueOf(text);
            }
        },
        FLOAT(Float.class) {
            @Override
            Object value(String text) {
                return Float.valueOf(text);
            }
        },
        DOUBLE(Double.class) {
            @Override
            Object value(String text) {
                return Double.valueOf(text);
            }
        },
        DURATION(Duration.class) {
            @Override
            Object value(String text) {
                return Duration.parse(text);
            }
        },
        URI(URI.class) {
            @Override
            Object value(String text) {
                return java.net.URI.create(text);
            }
        },
        PATH(Path.class) {
            @Override
            Object value(String text) {
                return Path.of(text);
            }
        };

        private final Class<?> type;

        ArgumentType(Class<?> type) {
            this.type = type;
        }

        abstract Object value(String text);

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static ArgumentType of(Object argument) {
            return Arrays.stream(values())
                    .filter(each -> each.type.isInstance(argument))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("an argument of " + argument.getClass()));
        }
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @throws MalformedJobException if the bytes are something else
     */
    StoredJob read(byte[] bytes) throws MalformedJobException {
        try {
            JsonNode root = JSON.readTree(bytes);
            if (root == null || !root.isObject()) {
                throw new MalformedJobException("is no JSON object, but "
                        + (bytes.length == 0 ? "empty" : String.valueOf(root == null ? null : root.getNodeType())));
            }
            return job(new Fields("", root));
        } catch (JacksonException broken) {
            var place = broken.getLocation();
            throw new MalformedJobException("is no JSON: line " + place.getLineNr() + ", column " + place.getColumnNr()
                    + ": " + broken.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    private StoredJob job(Fields root) throws MalformedJobException {
        int version = root.number("schemaVersion");
        if (version != VERSION) {
            throw new MalformedJobException(
                    "/schemaVersion: is " + version + ", and this version of Perf reads " + VERSION);
        }
        Fields agents = root.object("agents");
        Fields retries = root.object("retries");
        Fields test = root.object("test");
        try {
            var terms = new JobTerms(
                    root.text("id"),
                    root.longNumber("sequence"),
                    root.text("name"),
                    root.constant("priority", Priority.class),
                    root.texts("requires"),
                    agents.number("least"),
                    agents.number("most"),
                    root.duration("timeout"),
                    new JobRequest.Retries(
                            retries.number("most"),
                            retries.duration("pause"),
                            retries.duration("longestPause"),
                            retries.flag("invalid")),
                    root.has("notBefore") ? root.instant("notBefore") : null,
                    root.has("patience") ? root.duration("patience") : null,
                    root.texts("tags"),
                    test.text("name"),
                    test.duration("planned"),
                    test.has("origin") ? origin(test.object("origin")) : null,
                    root.instant("submittedAt"));
            if (terms.leastAgents() < 1 || terms.mostAgents() < terms.leastAgents()) {
                throw new MalformedJobException("/agents: " + terms.leastAgents() + " to " + terms.mostAgents());
            }
            var attempts = new ArrayList<Attempt>();
            for (Fields attempt : root.objects("attempts")) {
                attempts.add(attempt(attempt, attempts.size() + 1));
            }
            JobState state = root.constant("state", JobState.class);
            boolean runs = !attempts.isEmpty() && attempts.getLast().outcome() == null;
            if (runs != (state == JobState.RUNNING || state == JobState.STOPPING)) {
                throw new MalformedJobException("/state: is " + state + ", but "
                        + (runs ? "the last attempt has no outcome" : "no attempt is without an outcome"));
            }
            return new StoredJob(
                    terms,
                    state,
                    root.text("reason"),
                    root.has("retryAt") ? root.instant("retryAt") : null,
                    root.has("endedAt") ? root.instant("endedAt") : null,
                    attempts);
        } catch (IllegalArgumentException wrong) {
            throw new MalformedJobException(String.valueOf(wrong.getMessage()));
        }
    }

    private Attempt attempt(Fields fields, int number) throws MalformedJobException {
        if (fields.number("number") != number) {
            throw new MalformedJobException(
                    fields.path("number") + ": is " + fields.number("number") + ", expected " + number);
        }
        return new Attempt(
                number,
                fields.list("agents"),
                fields.instant("startedAt"),
                fields.has("endedAt") ? fields.instant("endedAt") : null,
                fields.has("outcome") ? fields.constant("outcome", Outcome.class) : null,
                fields.text("reason"),
                fields.texts("lost"),
                fields.has("runId") ? fields.text("runId") : null,
                fields.has("report") ? folder.resolve(fields.text("report")) : null);
    }

    @SuppressWarnings("NullAway") // it does not see in class files that the arguments of an origin may be null
    private static TestOrigin origin(Fields fields) throws MalformedJobException {
        var arguments = new ArrayList<@Nullable Object>();
        for (Fields argument : fields.objects("arguments")) {
            arguments.add(argument(argument));
        }
        return new TestOrigin(fields.text("class"), fields.text("method"), fields.text("descriptor"), arguments);
    }

    private static @Nullable Object argument(Fields fields) throws MalformedJobException {
        String type = fields.text("type");
        if (type.equals("null")) {
            return null;
        }
        if (type.equals("enum")) {
            return RemadeTest.constant(fields.text("class"), fields.text("value"));
        }
        ArgumentType known = Arrays.stream(ArgumentType.values())
                .filter(each -> each.text().equals(type))
                .findFirst()
                .orElseThrow(
                        () -> new MalformedJobException(fields.path("type") + ": there is no type \"" + type + "\""));
        try {
            return known.value(fields.text("value"));
        } catch (IllegalArgumentException | DateTimeException wrong) { // its value may be secret
            throw new MalformedJobException(fields.path("value") + ": is no " + type);
        }
    }

    /**
     * The fields of an object.
     *
     * @param at where it is in the file
     */
    private record Fields(String at, JsonNode node) {

        String path(String field) {
            return at + "/" + field;
        }

        private MalformedJobException wrong(String field, String expected) {
            JsonNode value = node.get(field);
            return new MalformedJobException(path(field) + ": "
                    + (value == null ? "is missing" : "is of type " + value.getNodeType()) + ", expected " + expected);
        }

        boolean has(String field) {
            JsonNode value = node.get(field);
            return value != null && !value.isNull();
        }

        private JsonNode value(String field, String expected, boolean isRight) throws MalformedJobException {
            JsonNode value = node.get(field);
            if (value == null || !isRight) {
                throw wrong(field, expected);
            }
            return value;
        }

        String text(String field) throws MalformedJobException {
            JsonNode value = node.get(field);
            return value(field, "a text", value != null && value.isString()).stringValue();
        }

        int number(String field) throws MalformedJobException {
            JsonNode value = node.get(field);
            return value(field, "a whole number", value != null && value.canConvertToInt() && value.isIntegralNumber())
                    .intValue();
        }

        long longNumber(String field) throws MalformedJobException {
            JsonNode value = node.get(field);
            return value(field, "a whole number", value != null && value.canConvertToLong() && value.isIntegralNumber())
                    .longValue();
        }

        boolean flag(String field) throws MalformedJobException {
            JsonNode value = node.get(field);
            return value(field, "true or false", value != null && value.isBoolean())
                    .booleanValue();
        }

        Instant instant(String field) throws MalformedJobException {
            try {
                return Instant.parse(text(field));
            } catch (DateTimeException wrong) {
                throw new MalformedJobException(
                        path(field) + ": \"" + text(field) + "\" is no moment, such as 2026-11-21T21:45:03Z");
            }
        }

        Duration duration(String field) throws MalformedJobException {
            try {
                return Duration.parse(text(field));
            } catch (DateTimeException wrong) {
                throw new MalformedJobException(
                        path(field) + ": \"" + text(field) + "\" is no length of time, such as PT5M");
            }
        }

        <E extends Enum<E>> E constant(String field, Class<E> type) throws MalformedJobException {
            String name = text(field);
            return Arrays.stream(type.getEnumConstants())
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new MalformedJobException(
                            path(field) + ": \"" + name + "\" is none of " + Arrays.toString(type.getEnumConstants())));
        }

        Fields object(String field) throws MalformedJobException {
            JsonNode value = node.get(field);
            return new Fields(path(field), value(field, "an object", value != null && value.isObject()));
        }

        private JsonNode array(String field) throws MalformedJobException {
            JsonNode value = node.get(field);
            return value(field, "an array", value != null && value.isArray());
        }

        List<Fields> objects(String field) throws MalformedJobException {
            var all = new ArrayList<Fields>();
            for (JsonNode each : array(field)) {
                String place = path(field) + "/" + all.size();
                if (!each.isObject()) {
                    throw new MalformedJobException(
                            place + ": is of type " + each.getNodeType() + ", expected an object");
                }
                all.add(new Fields(place, each));
            }
            return all;
        }

        List<String> list(String field) throws MalformedJobException {
            var all = new ArrayList<String>();
            for (JsonNode each : array(field)) {
                if (!each.isString()) {
                    throw new MalformedJobException(path(field) + "/" + all.size() + ": is of type "
                            + each.getNodeType() + ", expected a text");
                }
                all.add(each.stringValue());
            }
            return all;
        }

        Map<String, String> texts(String field) throws MalformedJobException {
            var all = new LinkedHashMap<String, String>();
            Fields object = object(field);
            for (String name : object.node().propertyNames()) {
                all.put(name, object.text(name));
            }
            return all;
        }
    }
}
