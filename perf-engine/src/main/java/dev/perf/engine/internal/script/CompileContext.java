package dev.perf.engine.internal.script;

import dev.perf.engine.internal.measure.SeriesRegistry;
import dev.perf.engine.internal.measure.Tags;
import dev.perf.engine.internal.template.InvalidTemplateException;
import dev.perf.engine.internal.template.KeyUse;
import dev.perf.engine.internal.template.Template;
import dev.perf.engine.internal.template.Templates;
import dev.perf.plan.Problem;
import dev.perf.scenario.Key;
import dev.perf.source.SourceLocation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where in a scenario a step is compiled, and where its mistakes and its use of session keys are noted. Immutable but
 * for what it collects, which all contexts of a scenario share.
 */
public final class CompileContext {

    /** What a tag needs a name for. */
    public static final String NAME_OF_TAG = "by which thresholds choose samples";

    /**
     * What all contexts of a scenario share.
     *
     * @param templates compiles the templates of the run
     */
    record Shared(
            SeriesRegistry series,
            List<Problem> problems,
            SessionKeys keys,
            NeededStreams streams,
            Coordination coordination,
            Templates templates,
            Map<Object, Object> common) {

        Shared(
                SeriesRegistry series,
                List<Problem> problems,
                SessionKeys keys,
                NeededStreams streams,
                Coordination coordination,
                Templates templates) {
            this(series, problems, keys, streams, coordination, templates, new HashMap<>());
        }
    }

    private final Shared shared;
    private final String where;
    private final String scenario;
    private final String group;
    private final Tags tags;

    CompileContext(Shared shared, String scenario, String group) {
        this(shared, "scenario \"" + scenario + "\"", scenario, group, tags(scenario, group));
    }

    private CompileContext(Shared shared, String where, String scenario, String group, Tags tags) {
        this.shared = shared;
        this.where = where;
        this.scenario = scenario;
        this.group = group;
        this.tags = tags;
    }

    private static Tags tags(String scenario, String group) {
        Tags tags = Tags.of("scenario", scenario);
        return group.isEmpty() ? tags : tags.and("group", group);
    }

    /** Returns the context of an element inside this one, named for messages: {@code request "login"}. */
    public CompileContext inside(String element) {
        return new CompileContext(shared, where + ", " + element, scenario, group, tags);
    }

    /** Returns this context at a place that is in no scenario, and is named for itself in messages. */
    public CompileContext at(String place) {
        return new CompileContext(shared, place, scenario, group, tags);
    }

    CompileContext inGroup(String name) {
        return inside("group \"" + name + "\"").grouped(name);
    }

    /** Returns this context with samples in a group, for an element that is a group of its own. */
    public CompileContext grouped(String name) {
        String inner = Groups.join(group, name);
        return new CompileContext(shared, where, scenario, inner, tags(scenario, inner));
    }

    /** Notes a mistake, once. */
    public void problem(SourceLocation location, String message) {
        Problem problem = new Problem(location, where, message);
        if (!shared.problems().contains(problem)) {
            shared.problems().add(problem);
        }
    }

    /**
     * Returns what steps that are alike have in common, and is made for the first of them only.
     *
     * @param key tells what it is, with all that it depends on
     */
    public <T> @Nullable T common(Class<T> type, Object key) {
        return type.cast(shared.common().get(key));
    }

    /**
     * Keeps what steps that are alike have in common, and that uses no session keys. Where there are mistakes it is not
     * kept, so that they are noted of each of the steps.
     */
    public void keepCommon(Object key, Object value) {
        if (shared.problems().isEmpty()) {
            shared.common().put(key, value);
        }
    }

    /** Returns the series of the run. */
    public SeriesRegistry series() {
        return shared.series();
    }

    /** Returns the tags of samples taken here: scenario and, inside one, group. */
    public Tags tags() {
        return tags;
    }

    String group() {
        return group;
    }

    SessionKeys keys() {
        return shared.keys();
    }

    Coordination coordination() {
        return shared.coordination();
    }

    /** Tells whether somebody is to read of what users do. */
    public boolean isTraced() {
        return coordination().tracing() != null;
    }

    NeededStreams streams() {
        return shared.streams();
    }

    /** Notes that a step here opens a stream, which stays open: {@code socket "quotes"}. */
    public void opens(String stream) {
        shared.streams().opened(stream);
    }

    /** Notes that a step here works on such a stream. */
    public void needs(String stream, SourceLocation location) {
        shared.streams().needed(stream, where, location);
    }

    /** Notes that a step here starts something in the background. */
    void startsInBackground(String name, SourceLocation location) {
        keys().background().started(name, where, location);
    }

    /** Notes that a step here waits for what was started in the background under these names. */
    void joins(List<String> names, SourceLocation location) {
        names.forEach(name -> keys().background().joined(name, where, location));
        keys().joined(names);
    }

    /**
     * Notes a mistake where what stands here has a blank name.
     *
     * @param use what it needs one for: {@code under which it is measured}
     */
    public void checkName(String name, String use, SourceLocation location) {
        if (name.isBlank()) {
            problem(location, "it has no name; give it one, " + use);
        }
    }

    /** Notes that a step here puts a value into the session, under a key of the test's, which templates can name. */
    public void saves(String key, SourceLocation location) {
        if (key.isBlank()) {
            problem(location, "a session key must not be blank, got \"" + key + "\"; name the value");
        } else if (isPlace(key) || key.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_-.".indexOf(c) >= 0)) {
            produces(key, location);
        } else {
            problem(
                    location,
                    "session key \"" + key + "\" must be made of letters, digits, \"_\", \"-\" and \".\", or"
                            + " templates could not name it; rename it");
            shared.keys().produced(key, location);
        }
    }

    /** Notes that a step here puts a value into the session. */
    public void produces(String key, SourceLocation location) {
        checkKey(key, location);
        shared.keys().produced(key, location);
    }

    /** Notes that a key with a type is used here; one of the same name and another type is a mistake. */
    public void typed(Key<?> key, SourceLocation location) {
        String complaint = shared.keys().types().note(key);
        if (complaint != null) {
            problem(location, complaint);
        }
    }

    /** Notes that a step here may put anything into the session. */
    public void producesAnything() {
        shared.keys().producesAnything();
    }

    /** Notes that a step here uses a value of the session. */
    public void uses(String key, SourceLocation location) {
        if (checkKey(key, location)) {
            shared.keys().used(new KeyUse(List.of(key)), where, location);
        }
    }

    /** A key is a name: a place of a template would be taken for one with odd letters. */
    private boolean checkKey(String key, SourceLocation location) {
        boolean isPlace = isPlace(key);
        if (isPlace) {
            String name = key.substring(2, key.length() - 1);
            problem(location, "a session key is no template: write \"" + name + "\", not \"" + key + "\"");
        }
        return !isPlace;
    }

    private static boolean isPlace(String key) {
        return key.startsWith("#{") && key.endsWith("}");
    }

    /** Compiles a template, notes its mistakes and the session keys it uses. */
    public Template template(String text, SourceLocation location) {
        return compiled(text, location, shared.templates()::compile);
    }

    /** Compiles a template whose values are escaped, notes its mistakes and the session keys it uses. */
    public Template template(String text, SourceLocation location, UnaryOperator<String> escape) {
        return compiled(text, location, source -> shared.templates().compile(source, escape));
    }

    /** Compiles the templates in the strings of well-formed JSON, notes their mistakes and the session keys they use. */
    public Template jsonTemplate(String json, SourceLocation location) {
        return compiled(json, location, shared.templates()::compileJson);
    }

    private Template compiled(String text, SourceLocation location, Function<String, Template> compiler) {
        try {
            Template template = compiler.apply(text);
            template.uses().forEach(use -> shared.keys().used(use, where, location));
            return template;
        } catch (InvalidTemplateException malformed) {
            malformed.mistakes().forEach(mistake -> problem(location, mistake));
            return Template.constant("");
        }
    }
}
