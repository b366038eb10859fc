package dev.perf.check;

import org.jspecify.annotations.Nullable;

/** The part of a response that a value is taken from. */
public sealed interface Source {

    /** The status code. */
    record Status() implements Source {
        @Override
        public String toString() {
            return "status";
        }
    }

    /** The values of a header, whose name is compared without case. */
    record Header(String name) implements Source {
        @Override
        public String toString() {
            return "header " + name;
        }
    }

    /** The value of the user's cookie of that name after the response, for the URL that was asked. */
    record Cookie(String name) implements Source {
        @Override
        public String toString() {
            return "cookie " + name;
        }
    }

    /** The body as text. */
    record Body() implements Source {
        @Override
        public String toString() {
            return "body";
        }
    }

    /** The body as bytes. */
    record BodyBytes() implements Source {
        @Override
        public String toString() {
            return "body bytes";
        }
    }

    /** The length of the body in bytes. */
    record BodyLength() implements Source {
        @Override
        public String toString() {
            return "body length";
        }
    }

    /** A checksum of the body. */
    record Checksum(String algorithm) implements Source {
        @Override
        public String toString() {
            return "checksum " + algorithm;
        }
    }

    /** Where the response came from: the URL that was asked, or the last one that redirects led to. */
    record Url() implements Source {
        @Override
        public String toString() {
            return "url";
        }
    }

    /** What a JSONPath expression finds in the body. */
    record JsonPath(String expression) implements Source {
        @Override
        public String toString() {
            return expression;
        }
    }

    /** The value that a JSON Pointer (RFC 6901) leads to in the body. */
    record JsonPointer(String pointer) implements Source {
        @Override
        public String toString() {
            return "json pointer " + pointer;
        }
    }

    /**
     * The elements of the page or document that a CSS selector finds.
     *
     * @param attribute which attribute of them is taken; null for their text
     */
    record Css(String selector, @Nullable String attribute) implements Source {
        @Override
        public String toString() {
            return "css " + selector + (attribute == null ? "" : " @" + attribute);
        }
    }

    /** What an XPath expression finds in the page or document: the text of elements, the value of attributes. */
    record XPath(String expression) implements Source {
        @Override
        public String toString() {
            return "xpath " + expression;
        }
    }

    /** The forms that a CSS selector finds: of each the fields that a browser would send, by name. */
    record Form(String selector) implements Source {
        @Override
        public String toString() {
            return "form " + selector;
        }
    }

    /**
     * The matches of a regular expression in the body.
     *
     * @param group name or number of the group that is taken; null for the first one, or for all of the match where
     *     there is no group
     */
    record Regex(String pattern, @Nullable String group) implements Source {
        @Override
        public String toString() {
            return "regex " + pattern + (group == null ? "" : " group " + group);
        }
    }

    /** What stands in the body between two texts: the shortest such piece. */
    record Between(String left, String right) implements Source {
        @Override
        public String toString() {
            return "between " + left + " and " + right;
        }
    }

    /** The name of a server-sent event. */
    record EventName() implements Source {
        @Override
        public String toString() {
            return "event name";
        }
    }

    /** The last event id that a stream of server-sent events had when the event came. */
    record EventId() implements Source {
        @Override
        public String toString() {
            return "event id";
        }
    }

    /** The service time of the request. */
    record Elapsed() implements Source {
        @Override
        public String toString() {
            return "duration";
        }
    }

    /** Tells whether the value needs the response's whole body, which is kept where something does. */
    default boolean needsBody() {
        return switch (this) {
            case Status ignored -> false;
            case Header ignored -> false;
            case Cookie ignored -> false;
            case Elapsed ignored -> false;
            case EventName ignored -> false;
            case EventId ignored -> false;
            case Body ignored -> true;
            case JsonPath ignored -> true;
            case Regex ignored -> true;
            case JsonPointer ignored -> true;
            case Between ignored -> true;
            case Css ignored -> true;
            case XPath ignored -> true;
            case Form ignored -> true;
            case Url ignored -> false;
            case BodyBytes ignored -> true;
            case BodyLength ignored -> false;
            case Checksum ignored -> false;
        };
    }

    /** Tells whether the value is computed while the body streams by, which then need not be kept for it. */
    default boolean streamsBody() {
        return this instanceof BodyLength || this instanceof Checksum;
    }
}
