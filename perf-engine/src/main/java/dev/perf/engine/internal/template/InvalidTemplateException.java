package dev.perf.engine.internal.template;

/** A template is malformed. */
public final class InvalidTemplateException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    InvalidTemplateException(String template, int position, String problem) {
        super("template \"" + template + "\" at " + position + ": " + problem);
    }
}
