package dev.perf.engine.internal.script;

import dev.perf.engine.internal.measure.SeriesRegistry;
import dev.perf.engine.internal.measure.Tags;
import dev.perf.engine.internal.template.InvalidTemplateException;
import dev.perf.engine.internal.template.Template;
import dev.perf.plan.Problem;
import dev.perf.source.SourceLocation;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Where in a scenario a step is compiled, and where its mistakes and its use of session keys are noted. Immutable but
 * for what it collects, which all contexts of a scenario share.
 */
public final class CompileContext {

    private final SeriesRegistry series;
    private final List<Problem> problems;
    private final SessionKeys keys;
    private final NeededStreams streams;
    private final Coordination coordination;
    private final String where;
    private final String scenario;
    private final String group;

    CompileContext(
            SeriesRegistry series,
            List<Problem> problems,
            SessionKeys keys,
            NeededStreams streams,
            Coordination coordination,
            String scenario,
            String group) {
        this(series, problems, keys, streams, coordination, "scenario \"" + scenario + "\"", scenario, group);
    }

    private CompileContext(
            SeriesRegistry series,
            List<Problem> problems,
            SessionKeys keys,
            NeededStreams streams,
            Coordination coordination,
            String where,
            String scenario,
            String group) {
        this.series = series;
        this.problems = problems;
        this.keys = keys;
        this.streams = streams;
        this.coordination = coordination;
        this.where = where;
        this.scenario = scenario;
        this.group = group;
    }

    /** Returns the context of an element inside this one, named for messages: {@code request "login"}. */
    public CompileContext inside(String element) {
        return new CompileContext(
                series, problems, keys, streams, coordination, where + ", " + element, scenario, group);
    }

    CompileContext inGroup(String name) {
        return new CompileContext(
                series,
                problems,
                keys,
                streams,
                coordination,
                where + ", group \"" + name + "\"",
                scenario,
                Groups.join(group, name));
    }

    /** Returns this context with samples in a group, for an element that is a group of its own. */
    public CompileContext grouped(String name) {
        return new CompileContext(
                series, problems, keys, streams, coordination, where, scenario, Groups.join(group, name));
    }

    /** Notes a mistake. */
    public void problem(SourceLocation location, String message) {
        problems.add(new Problem(location, where, message));
    }

    /** Returns the series of the run. */
    public SeriesRegistry series() {
        return series;
    }

    /** Returns the tags of samples taken here: scenario and, inside one, group. */
    public Tags tags() {
        Tags tags = Tags.of("scenario", scenario);
        return group.isEmpty() ? tags : tags.and("group", group);
    }

    String group() {
        return group;
    }

    SessionKeys keys() {
        return keys;
    }

    Coordination coordination() {
        return coordination;
    }

    /** Tells whether somebody is to read of what users do. */
    public boolean isTraced() {
        return coordination.tracing() != null;
    }

    NeededStreams streams() {
        return streams;
    }

    /** Notes that a step here opens a stream, which stays open: {@code socket "quotes"}. */
    public void opens(String stream) {
        streams.opened(stream);
    }

    /** Notes that a step here works on such a stream. */
    public void needs(String stream, SourceLocation location) {
        streams.needed(stream, where, location);
    }

    /** Notes that a step here puts a value into the session. */
    public void produces(String key) {
        keys.produced(key);
    }

    /** Compiles a template, notes its mistakes and the session keys it uses. */
    public Template template(String text, SourceLocation location) {
        return template(text, location, UnaryOperator.identity());
    }

    /** Compiles a template whose values are escaped, notes its mistakes and the session keys it uses. */
    public Template template(String text, SourceLocation location, UnaryOperator<String> escape) {
        try {
            Template template = Template.compile(text, escape);
            template.keys().forEach(key -> keys.used(key, where, location));
            return template;
        } catch (InvalidTemplateException mistake) {
            problem(location, String.valueOf(mistake.getMessage()));
            return Template.compile("");
        }
    }
}
